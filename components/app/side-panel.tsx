import type { ReactNode } from "react";

/** A titled block of facts. */
export function SidePanel({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className="min-w-0 border-b border-line pb-4 not-first:pt-4 in-[div]:last:border-b-0 sm:max-lg:[aside>&]:border-b-0"
    >
      <div className="flex h-5 items-baseline justify-between gap-3">
        <h2 className="text-strong">{title}</h2>
        {aside && <span className="text-meta text-ink-3">{aside}</span>}
      </div>
      <div className="mt-2">{children}</div>
    </section>
  );
}

/** A name and its value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-3 text-output">
      <dt className="shrink-0 text-ink-3">{name}</dt>
      <dd className="min-w-0 flex-1 text-right wrap-anywhere text-ink">{children}</dd>
    </div>
  );
}
