import type { Hold } from "@/lib/schemas/hold";
import type { Moved } from "@/lib/schemas/promotion";
import { shortCommit } from "@/lib/timeline/format";
import { isOld } from "@/lib/timeline/old";
import { formatSpan } from "@/lib/timeline/span";
import type { LaneSource } from "./lane-source";
import { isOpen, type LaneTarget, type SeenTarget } from "./lane-target";
import { laneWarnings } from "./lane-warnings";
import { laneLine, sameLine } from "./lane-words";

/** All that the button depends on. */
export type LaneInput = {
  source: LaneSource;
  targets: readonly LaneTarget[];
  /** Ids of apps. Those that cannot be promoted to do not count. */
  ticked: readonly string[];
  /** How many apps are being read before anything can be said; null: none. */
  reading: number | null;
  /** How old the oldest data is, in ms; `offline`: it could not be renewed. */
  ageMs: number;
  offline: boolean;
  /** `no answer`: the answer got lost; `nothing`: then it turned out that nothing was created. */
  sending: "idle" | "sending" | "no answer" | "nothing";
  /** Why the last try was refused. */
  failure: LaneFailure | null;
  /** Whether the reasons to go past a lock are open, and which was given. */
  override: { open: boolean; reason: string };
};

export type LaneFailure = { id: string; message: string; moved: Moved[]; holds: Hold[] };

/** The button: `ink` acts, `outline` opens something, `disabled` cannot be pressed, `none` is not there. */
export type LaneState = {
  name:
    | "same"
    | "reading"
    | "ready"
    | "choose"
    | "locked"
    | "override"
    | "moved"
    | "stale"
    | "two-factor"
    | "sending"
    | "no answer";
  kind: "ink" | "outline" | "disabled" | "none";
  /** `commit` is set in mono between the two. */
  label: { before: string; commit: string | null; after: string };
  /** A bar at the button's left. */
  warn: boolean;
  lines: { tone: "plain" | "ok" | "warn" | "bad"; text: string }[];
  holds: Hold[];
  moved: Moved[];
};

/** The targets that a click would promote to. */
export const chosenOf = ({ targets, ticked }: Pick<LaneInput, "targets" | "ticked">): SeenTarget[] =>
  targets.filter(isOpen).filter((target) => ticked.includes(target.id));

/** What the button says and does; the first that applies wins. */
export function laneState(input: LaneInput): LaneState {
  const { source, targets, failure } = input;
  const chosen = chosenOf(input);
  if (input.sending === "sending") return state("sending", "disabled", "Sending once…");
  if (input.sending === "no answer") {
    const line = { tone: "plain", text: "Heroku did not answer. Nothing is sent twice." } as const;
    return { ...state("no answer", "disabled", "Looking at what happened…"), lines: [line] };
  }
  if (input.reading !== null) {
    return state("reading", "disabled", `Reading ${input.reading} ${input.reading === 1 ? "app" : "apps"}…`);
  }
  if (failure?.id === "conflict") {
    const lines = failure.moved.length === 0 ? [{ tone: "warn", text: failure.message } as const] : [];
    return { ...state("moved", "outline", "Review again…"), lines, moved: failure.moved };
  }
  if (input.offline || isOld(-input.ageMs, 0)) {
    return state("stale", "disabled", `Data is ${ageWords(input.ageMs)} old, reconnecting…`);
  }
  const same = sameLine(targets);
  if (same) return { ...state("same", "none", ""), lines: [{ tone: "ok", text: same }] };
  if (!source.runs) return state("choose", "disabled", `Nothing runs in ${source.stage ?? "the source"} yet`);
  if (chosen.length === 0) return state("choose", "disabled", "Choose a target");
  return pressable(input, chosen, source.runs);
}

function pressable(
  input: LaneInput,
  chosen: readonly SeenTarget[],
  runs: NonNullable<LaneSource["runs"]>,
): LaneState {
  const { source, failure, override } = input;
  const holds = holdsOf(input, chosen);
  if (failure?.id === "two_factor") {
    return { ...state("two-factor", "ink", "Promote with code"), holds: [] };
  }
  if (holds.length > 0 && !override.open) {
    return { ...state("locked", "outline", "Promote past the lock…"), holds };
  }
  const warnings = laneWarnings(source, chosen).map((text) => ({ tone: "warn", text }) as const);
  if (holds.length > 0) {
    const kind = override.reason.trim() ? "ink" : "disabled";
    const lines = [...refused(failure), ...warnings];
    return { ...state("override", kind, "Promote past the lock"), holds, lines, warn: warnings.length > 0 };
  }
  const [only] = chosen;
  return {
    ...state("ready", "ink", ""),
    label: {
      before: `Promote v${runs.release.version}`,
      commit: runs.commit ? shortCommit(runs.commit) : runs.image ? runs.image.slice(0, 8) : null,
      after: `→ ${chosen.length === 1 ? only?.name : `${chosen.length} apps`}`,
    },
    warn: warnings.length > 0,
    lines: [
      ...refused(failure),
      ...(input.sending === "nothing"
        ? [{ tone: "ok", text: "Nothing was created. Promote again" } as const]
        : []),
      ...warnings,
      ...laneLine(source, chosen, warnings.length > 0).map((text) => ({ tone: "plain", text }) as const),
    ],
  };
}

/** Holds in the way: marks on the source's slug, locks on the chosen targets, and those that only the server knew of. */
export function holdsOf(
  { source, failure }: Pick<LaneInput, "source" | "failure">,
  chosen: readonly SeenTarget[],
): Hold[] {
  const all = [
    ...source.holds,
    ...chosen.flatMap((target) => target.holds),
    ...(failure?.id === "held" ? failure.holds : []),
  ];
  return [...new Map(all.map((hold) => [hold.id, hold])).values()];
}

/** What the last try was answered, when no state of its own says it. */
function refused(failure: LaneFailure | null): LaneState["lines"] {
  if (!failure || ["held", "two_factor", "conflict"].includes(failure.id)) return [];
  return [{ tone: "bad", text: failure.message }];
}

function state(name: LaneState["name"], kind: LaneState["kind"], before: string): LaneState {
  return {
    name,
    kind,
    label: { before, commit: null, after: "" },
    warn: false,
    lines: [],
    holds: [],
    moved: [],
  };
}

/** The whole label as it is read out. */
export const labelText = ({ label }: Pick<LaneState, "label">) =>
  [label.before, label.commit, label.after].filter(Boolean).join(" ");

function ageWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : formatSpan(ms);
}
