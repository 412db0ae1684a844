import type { WallPromotion } from "@/lib/schemas/wall";
import { glyph } from "./glyph";
import { counter, pointInTime } from "./time-format";
import { el, type VirtualElement } from "./tree";
import { appName } from "./view-tiles";

/** Duration for which the outcome stays after the end. */
const OUTCOME_MS = 60_000;
const MOST_TARGETS = 6;
const LOOKS = { done: "ok", now: "live", next: "next", bad: "bad", unknown: "stale" } as const;

type Target = WallPromotion["targets"][number];
type Step = Target["steps"][number];

/** Returns the promotions that replace the tiles now. `now` is the server's time. */
export function shownPromotions(promotions: WallPromotion[], now: number): WallPromotion[] {
  return promotions.filter(
    ({ finished_at }) => finished_at === null || now - Date.parse(finished_at) < OUTCOME_MS,
  );
}

/** Returns a promotion: the source on the left, the targets on the right, each with its four steps. */
export function promotionView(
  promotion: WallPromotion,
  { now, grey }: { now: number; grey: boolean },
): VirtualElement {
  const { source, targets, finished_at } = promotion;
  const end = finished_at === null ? now : Date.parse(finished_at);
  const failed = targets.filter(({ steps }) => steps.some(({ state }) => state === "bad")).length;
  const rest = targets.length - MOST_TARGETS;
  return el(
    `div.promotion${grey ? ".grey" : ""}`,
    { key: promotion.id },
    el(
      "div.source",
      el(
        `div.act${finished_at === null || grey ? "" : failed > 0 ? ".bad" : ".ok"}`,
        finished_at === null ? (grey ? "was promoting" : "promoting") : outcome(failed, targets.length),
      ),
      el("div.version", `v${source.version}`),
      el("div.app", appName(source.app)),
      el("div.commit", [source.commit?.slice(0, 7), promotion.who].filter(Boolean).join(" · ")),
      promotion.description ? el("div.description", promotion.description) : null,
      el(
        "div.time",
        grey
          ? `at ${pointInTime(Date.parse(promotion.read_at), now)}`
          : counter(end - Date.parse(promotion.began_at)),
      ),
    ),
    el(
      "div.targets",
      { vars: { "--rows": Math.min(targets.length, MOST_TARGETS) } },
      ...targets.slice(0, MOST_TARGETS).map((target) => targetView(target, grey)),
      rest > 0 ? el("div.rest", `and ${rest} more`) : null,
    ),
  );
}

function outcome(failed: number, all: number): string {
  if (failed === 0) return "promoted";
  return failed === all ? "promotion failed" : `failed on ${failed} of ${all}`;
}

function targetView(target: Target, grey: boolean): VirtualElement {
  const bad = target.steps.some(({ state }) => state === "bad");
  const done = target.steps.every(({ state }) => state === "done");
  return el(
    `div.target${bad && !grey ? ".bad" : ""}${done && !grey ? ".done" : ""}`,
    { key: target.app },
    el("div.head", appName(target.app), el("span.region", target.region ?? "")),
    el("div.steps", ...target.steps.map((step) => stepView(step, grey))),
  );
}

function stepView(step: Step, grey: boolean): VirtualElement {
  // A step still to come claims nothing, and stays as it is.
  const look = LOOKS[grey && step.state !== "next" ? "unknown" : step.state];
  return el(
    `div.step.${look}`,
    look === "next" ? el("span.glyph.empty", { key: "next" }) : glyph(look),
    el("span.word", step.word),
  );
}
