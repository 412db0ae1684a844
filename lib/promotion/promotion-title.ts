import { targetNames } from "@/lib/apps/target-names";
import { joinNames } from "@/lib/format/format";
import type { Promotion, PromotionTarget, Step } from "@/lib/schemas/promotion";
import { onUntil, ranVersion, stillRunningOn, thenRolledBack } from "@/lib/text/promotion";
import type { Standing } from "./standing";

/** A title as a glyph, a colored word and the remaining text: "● Promoting" "v12 → eu, us". */
export type PromotionTitle = {
  kind: "live" | "ok" | "past" | "bad" | "repaired" | "canceled" | "unknown";
  word: string;
  rest: string;
};

type Now = {
  /** Maps a target id to the version that a roll back returns it to, where known. */
  returnsTo?: ReadonlyMap<string, number> | undefined;
  standingOf: (target: PromotionTarget) => Standing;
  /** Formats a time of day in the viewer's zone; returns null before the zone is known. */
  clock?: (iso: string) => string | null;
};

/**
 * Returns the title for the outcome of a promotion. It is green only if every target is `done`, whatever `status`
 * and `outcome` say, and is known to still run the release.
 */
export function promotionTitle(
  promotion: Promotion,
  { returnsTo = new Map(), standingOf, clock = () => null }: Now,
): PromotionTitle {
  const { targets } = promotion;
  const names = targetNames(targets);
  const back = promotion.kind === "put back";
  const on = (...steps: Step[]) =>
    joinNames(
      targets.filter((target) => steps.includes(target.step)).map((target) => names.get(target.id) ?? ""),
    );
  const what = back
    ? versionsOnTargets(targets, names, returnsTo)
    : `v${promotion.source.release.version} → ${all(names)}`;
  const done = on("done");

  if (targets.length > 0 && targets.every((target) => target.step === "done")) {
    return doneTitle(promotion, { names, standingOf, clock, versions: restoredVersions(targets, returnsTo) });
  }
  const troubles = [
    ["Failed", on("failed")],
    ["crashed", on("crashed")],
  ].flatMap(([word, where]) => (where ? [`${word} on ${where}`] : []));
  if (troubles.length > 0) {
    const going = on("sending", "release phase", "dynos");
    const trouble = targets.filter(({ step }) => step === "failed" || step === "crashed");
    return {
      kind: trouble.every((target) => standingOf(target).state === "overtaken") ? "repaired" : "bad",
      word: capital(troubles.join(", ")),
      rest: going ? `${what}; ${going} on its way` : what,
    };
  }
  if (on("unknown") && !targets.some(isMoving)) {
    return { kind: "unknown", word: `Unknown on ${on("unknown")}`, rest: what };
  }
  if (targets.some((target) => target.step === "stopped") && !targets.some(isMoving)) {
    return {
      kind: "canceled",
      word: done ? `Stopped after ${done}` : "Stopped before anything was sent",
      rest: what,
    };
  }
  const starting = on("dynos");
  if (starting && !on("waiting", "sending", "release phase")) {
    const are = targets.filter((target) => target.step === "dynos").length > 1 ? "are" : "is";
    return {
      kind: "live",
      word: back ? "Put back" : "Released",
      rest: `${what}; ${starting} ${are} still starting`,
    };
  }
  return { kind: "live", word: back ? "Putting back" : "Promoting", rest: what };
}

type Done = Pick<Now, "standingOf"> & {
  names: ReadonlyMap<string, string>;
  clock: (iso: string) => string | null;
  versions: string;
};

/** Returns the title of a promotion whose targets are all `done`, by what runs on them now. */
function doneTitle(promotion: Promotion, { names, standingOf, clock, versions }: Done): PromotionTitle {
  const { kind, source, targets, put_back } = promotion;
  const back = kind === "put back";
  const standings = targets.map((target) => ({ name: names.get(target.id) ?? "", now: standingOf(target) }));
  const named = (state: Standing["state"]) =>
    joinNames(standings.flatMap(({ name, now }) => (now.state === state ? [name] : [])));
  const everywhere = joinNames(standings.map(({ name }) => name));
  const ends = standings.flatMap(({ now }) => (now.state === "overtaken" ? [now.until] : []));
  if (ends.length > 0) {
    const latest = ends.sort().at(-1) ?? "";
    const running = named("running");
    const rest = [
      `${onUntil(named("overtaken"), running ? null : clock(latest))}${back ? versions : ""}`,
      running && stillRunningOn(running),
      put_back && thenRolledBack,
    ];
    return {
      kind: "past",
      word: back ? "Back" : ranVersion(source.release.version),
      rest: rest.filter(Boolean).join(", "),
    };
  }
  if (standings.some(({ now }) => now.state !== "running")) {
    const what = back ? `${everywhere}${versions}` : `v${source.release.version} → ${all(names)}`;
    return { kind: "unknown", word: back ? "Put back" : "Promoted", rest: what };
  }
  return back
    ? { kind: "ok", word: "Back", rest: `on ${everywhere}${versions}` }
    : { kind: "ok", word: `v${source.release.version} runs`, rest: `on ${everywhere}` };
}

export const isMoving = ({ step }: Pick<PromotionTarget, "step">) =>
  step === "waiting" || step === "sending" || step === "release phase" || step === "dynos";

const all = (names: ReadonlyMap<string, string>) => [...names.values()].join(", ");

/** Returns "v33 on eu, v31 on us", or only the targets while the versions are unknown. */
function versionsOnTargets(
  targets: readonly PromotionTarget[],
  names: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, number>,
): string {
  return targets
    .map(({ id }) => {
      const version = to.get(id);
      return version === undefined ? (names.get(id) ?? "") : `v${version} on ${names.get(id)}`;
    })
    .join(", ");
}

/** Returns ": v33, v31", in the order of the targets. */
function restoredVersions(targets: readonly PromotionTarget[], to: ReadonlyMap<string, number>): string {
  const versions = targets.map(({ id }) => to.get(id)).filter((version) => version !== undefined);
  return versions.length === targets.length ? `: ${versions.map((version) => `v${version}`).join(", ")}` : "";
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
