import { useEffect, useRef } from "react";
import { useKnownNow } from "@/components/ui/page-age";
import { Glyph } from "@/components/ui/state";
import { formatClock, formatDuration } from "@/lib/format/format";
import * as text from "@/lib/text/build";
import type { PhaseState } from "./phase-model";
import { phaseShares } from "./phase-widths";

type PhasesProps = { phases: readonly PhaseState[]; dynos: string | null; onGo(line: number): void };

/** The six phases across the whole width, 28 px; a click goes to the phase's first line in the output (from 0). */
export function Phases({ phases, dynos, onGo }: PhasesProps) {
  const list = useRef<HTMLOListElement>(null);
  // Widths change in steps of 5 s: otherwise they would creep under the pointer.
  const now = useKnownNow(5_000);
  const columns = phaseShares(phases, now)
    .map((share) => `minmax(var(--least), ${share}fr)`)
    .join(" ");
  useEffect(() => {
    list.current?.style.setProperty("grid-template-columns", columns);
  }, [columns]);
  return (
    <ol
      ref={list}
      aria-label={text.phases}
      className="grid h-7 shrink-0 grid-cols-[minmax(var(--least),45fr)_minmax(var(--least),32fr)_minmax(var(--least),173fr)_minmax(var(--least),63fr)_minmax(var(--least),55fr)_minmax(var(--least),77fr)] [--least:58px] sm:[--least:98px] gap-0.5 overflow-x-auto text-meta [scrollbar-width:none]"
    >
      {phases.map((phase) => (
        <li
          key={phase.phase}
          className="min-w-0"
          aria-current={phase.kind === "running" ? "step" : undefined}
        >
          <Segment phase={phase} detail={phase.phase === "dynos" ? dynos : null} onGo={onGo} />
        </li>
      ))}
    </ol>
  );
}

const looks: Record<PhaseState["kind"], string> = {
  done: "border-line text-ink-2",
  running: "border-live text-live font-emphasis",
  failed: "border-bad bg-tint-bad text-bad font-emphasis",
  canceled: "border-edge text-ink-2",
  ahead: "border-dotted border-line text-ink-3",
  unread: "border-dotted border-line text-ink-3",
};

const words: Record<PhaseState["kind"], string> = {
  done: "done",
  running: "running",
  failed: "failed",
  canceled: "canceled",
  ahead: "not reached",
  unread: "not read yet",
};

function Segment({
  phase,
  detail,
  onGo,
}: {
  phase: PhaseState;
  detail: string | null;
  onGo(line: number): void;
}) {
  const { line, kind } = phase;
  const look = `flex h-7 w-full items-center gap-1 border-b-2 pr-1 pl-1 sm:gap-1.5 sm:pr-2 sm:pl-1.5 ${looks[kind]}`;
  const inside = (
    <>
      <Mark kind={kind} />
      <span className="truncate">{phase.phase}</span>
      <span className="sr-only">{words[kind]}</span>
      <span className="ml-auto shrink-0 font-normal tabular-nums max-sm:hidden">
        {detail ?? <Time phase={phase} />}
      </span>
    </>
  );
  if (line === null) return <div className={look}>{inside}</div>;
  return (
    <button
      type="button"
      onClick={() => onGo(line)}
      className={`${look} outline-offset-[-2px] hover:bg-hover`}
    >
      {inside}
    </button>
  );
}

/** Left of the name, with room kept while there is none; on a phone to the right of it. The name never moves. */
function Mark({ kind }: { kind: PhaseState["kind"] }) {
  if (kind === "ahead" || kind === "unread")
    return <span aria-hidden="true" className="w-4 shrink-0 max-sm:hidden" />;
  return (
    <Glyph
      className={kind === "done" ? "max-sm:hidden" : "max-sm:order-1"}
      kind={kind === "done" ? "past" : kind === "running" ? "live" : kind === "failed" ? "bad" : "canceled"}
    />
  );
}

function Time({ phase }: { phase: PhaseState }) {
  if (phase.since !== null) return <Running since={phase.since} />;
  // "0 s" is not informative, and would take space from the name.
  return phase.took === null || phase.took < 500 ? null : formatDuration(phase.took);
}

function Running({ since }: { since: number }) {
  const now = useKnownNow();
  return formatClock(now - since);
}
