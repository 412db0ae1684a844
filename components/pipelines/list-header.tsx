import type { ReactNode } from "react";

/** The heading of a list below the cards. */
export function ListHeader({ title, aside }: { title: string; aside?: ReactNode }) {
  return (
    <div className="flex h-8 items-center justify-between gap-3 px-0.5">
      <h3 className="min-w-0 truncate text-strong">{title}</h3>
      <span className="shrink-0 text-meta text-ink-2">{aside}</span>
    </div>
  );
}

export const listRow =
  "relative flex h-8 items-center gap-2 border-b border-line text-output pointer-coarse:h-12";

/** Makes the whole row the click target. */
export const listTarget =
  "truncate outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-live";
