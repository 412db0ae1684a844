import { Glyph, type StateKind } from "@/components/ui/state";
import { Ticking } from "@/components/ui/time";
import type { StepMark } from "@/lib/promotion/promotion-steps";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";

type Props = {
  steps: readonly StepMark[];
  /** true if the target runs the promoted release, so that its last step is green. */
  runs: boolean;
  stale: boolean;
};

const glyphs: Partial<Record<StepMark["state"], StateKind>> = {
  done: "past",
  now: "live",
  failed: "bad",
  unknown: "unknown",
};

const stateTexts: Record<StepMark["state"], string> = {
  done: text.stepDone,
  now: text.stepNow,
  todo: text.stepNotYet,
  failed: common.failed,
  unknown: common.unknown,
  skipped: text.stepNotNeeded,
  missed: common.never,
};

const colors: Record<StepMark["state"], string> = {
  done: "text-ink-2",
  now: "text-live font-emphasis",
  todo: "text-ink-3",
  failed: "text-bad font-emphasis",
  unknown: "text-ink-2",
  skipped: "text-ink-3",
  missed: "text-ink-3",
};

/** The four steps of a target in a line: done, current, remaining. */
export function StepTrack({ steps, runs, stale }: Props) {
  return (
    <ol className="grid grid-cols-4">
      {steps.map((step, index) => {
        const kind = step.name === "dynos" && step.state === "done" && runs ? "ok" : glyphs[step.state];
        const shown = stale && kind === "live" ? "unknown" : kind;
        return (
          <li key={step.name} className="min-w-0">
            <span className="flex h-5 items-center gap-2 pr-2">
              {shown ? <Glyph kind={shown} className={shown === "past" ? "text-ink!" : ""} /> : <Ring />}
              {index < 3 && (
                <span
                  aria-hidden="true"
                  className={`h-px flex-1 ${step.state === "done" ? "bg-ink-3" : "bg-line"}`}
                />
              )}
            </span>
            <span className={`block pr-2 text-meta sm:text-output ${colors[step.state]}`}>
              {step.label} {step.since && !stale && <Ticking since={step.since} />}
              <span className="sr-only">, {stateTexts[step.state]}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The mark of a step that was not reached. */
function Ring() {
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" width={16} height={16} className="shrink-0 text-ink-3">
      <circle cx={8} cy={8} r={3.5} fill="none" stroke="currentColor" strokeWidth={1.5} />
    </svg>
  );
}
