"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { useNow } from "@/components/ui/use-now";
import type { Section } from "@/lib/output/sections";
import { formatClock, formatDuration } from "@/lib/timeline/format";

/** How long a section took (ms) or since when it runs (ms since the epoch). */
export type SectionTime = { took: number | null; since: number | null };

type SectionHeadProps = { section: Section; time: SectionTime; folded: boolean; onFold(): void };

/** Head of a section, 28 px: folds it, tells its duration. */
export function SectionHead({ section, time, folded, onFold }: SectionHeadProps) {
  const Caret = folded ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      aria-expanded={!folded}
      onClick={onFold}
      className="flex h-7 w-full items-center gap-2 border-y border-line bg-hover pr-3 pl-3.5 text-left font-sans text-body text-ink-2 outline-offset-[-2px]"
    >
      <Caret aria-hidden="true" size={14} strokeWidth={1.5} className="shrink-0" />
      <span className="shrink-0 text-strong text-ink">{section.name}</span>
      <span className="min-w-0 flex-1 truncate text-ink-3">{section.detail}</span>
      <Time time={time} />
    </button>
  );
}

function Time({ time }: { time: SectionTime }) {
  if (time.since !== null) return <Running since={time.since} />;
  if (time.took === null) return null;
  return <span className="text-meta tabular-nums">{formatDuration(time.took)}</span>;
}

function Running({ since }: { since: number }) {
  const now = useNow();
  return <span className="text-meta text-live tabular-nums">{formatClock(now - since)}</span>;
}
