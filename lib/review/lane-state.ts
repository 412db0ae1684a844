import { isOld } from "@/lib/apps/stale-limits";
import { sharedStart } from "@/lib/apps/target-names";
import { formatSpan, joinNames, shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import type { Hold } from "@/lib/schemas/hold";
import type { Moved } from "@/lib/schemas/promotion";
import { type Overridden, openOverride, overrideAndPromote, overrides } from "@/lib/text/hold";
import type { LaneSource } from "./lane-source";
import { isOpen, type LaneTarget, type SeenTarget } from "./lane-target";
import { laneLine, laneWarnings, sameLine } from "./lane-text";

/** The input that determines the button. */
export type LaneInput = {
  source: LaneSource;
  targets: readonly LaneTarget[];
  /** Ids of apps. Apps that cannot be promoted to are ignored. */
  ticked: readonly string[];
  /** The number of apps still being read; null when none is. */
  reading: number | null;
  /** The age of the oldest data, in ms; `offline` is true if it could not be refreshed. */
  ageMs: number;
  offline: boolean;
  /** `no answer`: the response was lost; `nothing`: it turned out that nothing was created. */
  sending: "idle" | "sending" | "no answer" | "nothing";
  /** The refusal of the last attempt. */
  failure: LaneFailure | null;
  /**
   * `open` is true if the form to override a mark is open; `reason` is its text. A selected target that is locked
   * opens the form too.
   */
  override: { open: boolean; reason: string };
};

export type LaneFailure = { id: string; message: string; moved: Moved[]; holds: Hold[] };

/** The state of the button: `ink` acts, `outline` opens something, `disabled` cannot be pressed, `none` is absent. */
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
  /** `commit` is set in monospace between the two. */
  label: { before: string; commit: string | null; after: string };
  /** true if a bar is drawn at the button's left. */
  warn: boolean;
  lines: { tone: "plain" | "ok" | "warn" | "bad"; text: string }[];
  holds: Hold[];
  moved: Moved[];
};

/** Returns the targets that a click would promote to. */
export const chosenOf = ({ targets, ticked }: Pick<LaneInput, "targets" | "ticked">): SeenTarget[] =>
  targets.filter(isOpen).filter((target) => ticked.includes(target.id));

/** Returns the label and the action of the button. The first matching state wins. */
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
    return state("stale", "disabled", `Data is ${ageText(input.ageMs)} old, reconnecting…`);
  }
  const same = sameLine(targets);
  if (same) return { ...state("same", "none", ""), lines: [{ tone: "ok", text: same }] };
  if (!source.runs) return state("choose", "disabled", `Nothing runs in ${source.stage ?? "the source"} yet`);
  if (source.expired) return state("choose", "disabled", `v${source.runs.release.version} has expired`);
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
  // Selecting a locked target implies the override; a mark on the slug blocks every target.
  if (holds.some((hold) => hold.kind === "slug") && !override.open) {
    return { ...state("locked", "outline", openOverride), holds };
  }
  const warnings = laneWarnings(source, chosen).map((text) => ({ tone: "warn", text }) as const);
  const quiet = laneLine(source, chosen, warnings.length > 0).map(
    (text) => ({ tone: "plain", text }) as const,
  );
  const [only] = chosen;
  const after = `→ ${chosen.length === 1 ? only?.name : `${chosen.length} apps`}`;
  if (holds.length > 0) {
    return {
      ...state("override", override.reason.trim() ? "ink" : "disabled", ""),
      label: { before: overrideAndPromote(runs.release.version), commit: null, after },
      warn: warnings.length > 0,
      lines: [
        ...refused(failure),
        { tone: "plain", text: overrides(overriddenBy(holds, source, chosen)) },
        ...warnings,
        ...quiet,
      ],
      holds,
    };
  }
  return {
    ...state("ready", "ink", ""),
    label: {
      before: `${chosen.every(({ again }) => again) ? "Retry" : "Promote"} v${runs.release.version}`,
      commit: runs.commit ? shortCommit(runs.commit) : runs.image ? runs.image.slice(0, 8) : null,
      after,
    },
    warn: warnings.length > 0,
    lines: [
      ...refused(failure),
      ...(input.sending === "nothing"
        ? [{ tone: "ok", text: "Nothing was created. Promote again" } as const]
        : []),
      ...warnings,
      ...quiet,
    ],
  };
}

/**
 * Returns the holds that block the promotion: marks on the source's slug, locks on the chosen targets, and those
 * that only the server reported.
 */
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

/** Returns the owners of the overridden locks and marks, and their targets. */
function overriddenBy(
  holds: readonly Hold[],
  source: LaneSource,
  chosen: readonly SeenTarget[],
): Overridden[] {
  const owners = [...new Set(holds.map((hold) => shortNameOf(hold.user)))];
  return owners.map((who) => {
    const own = holds.filter((hold) => shortNameOf(hold.user) === who);
    const locked = own.filter((hold) => hold.kind === "app").map(({ app }) => app);
    const names = [
      ...new Set(
        locked.map((app) =>
          nameEnd(chosen.find(({ id }) => id === app.id)?.name ?? app.name, source.app.name),
        ),
      ),
    ];
    return {
      who,
      targets: names.length > 0 ? { count: names.length, names: joinNames(names) } : null,
      marked: own.some((hold) => hold.kind === "slug"),
    };
  });
}

/** Returns the part of a name after the prefix that it shares with the source's name: "production-us". */
const nameEnd = (name: string, source: string) =>
  name.startsWith(`${source}-`) ? name.slice(source.length + 1) : name.slice(sharedStart([name, source]));

/** Returns the text of the last refusal if it has no state of its own. */
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

/** Returns the whole label as screen readers announce it. */
export const labelText = ({ label }: Pick<LaneState, "label">) =>
  [label.before, label.commit, label.after].filter(Boolean).join(" ");

function ageText(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : formatSpan(ms);
}
