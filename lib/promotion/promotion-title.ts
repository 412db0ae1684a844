import type { Promotion, PromotionTarget, Step } from "@/lib/schemas/promotion";
import { listed } from "./listed";
import { targetNames } from "./target-names";

/** A title in a glyph, a word in its colour, and the rest in ink: "● Promoting" "v12 → eu, us". */
export type PromotionTitle = {
  kind: "live" | "ok" | "bad" | "canceled" | "unknown";
  word: string;
  rest: string;
};

/**
 * What has become of a promotion. Green only when every target is `done`, whatever `status` and `outcome` say.
 * `returnsTo`: target id → the version that a put back returns it to, where that is known.
 */
export function promotionTitle(
  promotion: Promotion,
  returnsTo: ReadonlyMap<string, number> = new Map(),
): PromotionTitle {
  const { targets } = promotion;
  const names = targetNames(targets);
  const back = promotion.kind === "put back";
  const on = (...steps: Step[]) =>
    listed(
      targets.filter((target) => steps.includes(target.step)).map((target) => names.get(target.id) ?? ""),
    );
  const what = back
    ? returning(targets, names, returnsTo)
    : `v${promotion.source.release.version} → ${all(names)}`;
  const done = on("done");

  if (targets.length > 0 && targets.every((target) => target.step === "done")) {
    return back
      ? { kind: "ok", word: "Back", rest: `on ${done}${restored(targets, returnsTo)}` }
      : { kind: "ok", word: `v${promotion.source.release.version} runs`, rest: `on ${done}` };
  }
  const troubles = [
    ["Failed", on("failed")],
    ["crashed", on("crashed")],
  ].flatMap(([word, where]) => (where ? [`${word} on ${where}`] : []));
  if (troubles.length > 0) {
    const going = on("sending", "release phase", "dynos");
    return {
      kind: "bad",
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

export const isMoving = ({ step }: Pick<PromotionTarget, "step">) =>
  step === "waiting" || step === "sending" || step === "release phase" || step === "dynos";

const all = (names: ReadonlyMap<string, string>) => [...names.values()].join(", ");

/** "v33 on eu, v31 on us", or only where, as long as the versions are not known. */
function returning(
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

/** ": v33, v31", in the order of the targets. */
function restored(targets: readonly PromotionTarget[], to: ReadonlyMap<string, number>): string {
  const versions = targets.map(({ id }) => to.get(id)).filter((version) => version !== undefined);
  return versions.length === targets.length ? `: ${versions.map((version) => `v${version}`).join(", ")}` : "";
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
