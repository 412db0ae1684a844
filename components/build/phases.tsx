import { useEffect, useRef } from "react";
import { useKnownNow } from "@/components/ui/page-age";
import { Glyph } from "@/components/ui/state";
import { formatClock, formatDuration } from "@/lib/format/format";
import * as text from "@/lib/text/build";
import * as common from "@/lib/text/common";
import type { PhaseState } from "./phase-model";

type PhasesProps = { phases: readonly PhaseState[]; dynos: string | null; onGo(line: number): void };

/** The six phases of a build. A click passes the phase's first line in the output (from 0) to `onGo`. */
export function Phases({ phases, dynos, onGo }: PhasesProps) {
  const list = useRef<HTMLOListElement>(null);
  // Widths change only every 5 s, so that segments do not creep under the pointer.
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

const styles: Record<PhaseState["kind"], string> = {
  done: "border-line text-ink-2",
  running: "border-live text-live font-emphasis",
  failed: "border-bad bg-tint-bad text-bad font-emphasis",
  canceled: "border-edge text-ink-2",
  ahead: "border-dotted border-line text-ink-3",
  unread: "border-dotted border-line text-ink-3",
};

const labels: Record<PhaseState["kind"], string> = {
  done: "done",
  running: "running",
  failed: "failed",
  canceled: "canceled",
  ahead: text.notReached,
  unread: common.notReadYet,
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
  const classes = `flex h-7 w-full items-center gap-1 border-b-2 pr-1 pl-1 sm:gap-1.5 sm:pr-2 sm:pl-1.5 ${styles[kind]}`;
  const inside = (
    <>
      <Mark kind={kind} />
      <span className="truncate">{phase.phase}</span>
      <span className="sr-only">{labels[kind]}</span>
      <span className="ml-auto shrink-0 font-normal tabular-nums max-sm:hidden">
        {detail ?? <Time phase={phase} />}
      </span>
    </>
  );
  if (line === null) return <div className={classes}>{inside}</div>;
  return (
    <button
      type="button"
      onClick={() => onGo(line)}
      className={`${classes} outline-offset-[-2px] hover:bg-hover`}
    >
      {inside}
    </button>
  );
}

/** The state of a phase. It keeps its room while empty, so that the name does not move. */
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
  // A duration of "0 s" would only take space from the name.
  return phase.took === null || phase.took < 500 ? null : formatDuration(phase.took);
}

function Running({ since }: { since: number }) {
  const now = useKnownNow();
  return formatClock(now - since);
}

/** The assumed duration of a phase that was not observed, in ms. */
const ASSUMED_MS = { fetch: 2_000, detect: 1_000, build: 30_000, slug: 4_000, release: 3_000, dynos: 6_000 };

/** Returns the shares of the bar by √duration, so that a long phase does not make the others invisible. */
function phaseShares(phases: readonly PhaseState[], now: number): number[] {
  return phases.map(({ phase, took, since }) => {
    const ms =
      took ?? (since === null ? null : Math.max(now - since, ASSUMED_MS[phase])) ?? ASSUMED_MS[phase];
    return Math.round(Math.sqrt(Math.max(ms, 500)));
  });
}
