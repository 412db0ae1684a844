import type { ReactNode } from "react";
import { CopyButton } from "./copy";

/** A titled list of names and values, one per row. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="text-strong">{title}</h2>
      <dl className="mt-2">{children}</dl>
    </section>
  );
}

export function Fact({
  name,
  mono = false,
  children,
}: {
  name: string;
  mono?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="grid min-h-8 grid-cols-[9rem_minmax(0,1fr)] items-center gap-x-3 border-b border-line py-1 text-output">
      <dt className={mono ? "truncate font-mono text-meta text-ink-2" : "text-ink-3"}>{name}</dt>
      <dd className="min-w-0 wrap-anywhere text-ink">{children}</dd>
    </div>
  );
}

/** A commit, checksum or id, truncated at its end, with a button that copies all of it. */
export function MonoFact({ value, label }: { value: string | null; label: string }) {
  if (!value) return <>–</>;
  return (
    <span className="flex items-center gap-2">
      <span className="min-w-0 truncate font-mono text-meta" title={value}>
        {value}
      </span>
      <CopyButton text={value} label={label} iconOnly />
    </span>
  );
}
