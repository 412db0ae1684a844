import { maskSecrets } from "@/lib/format/mask-secrets";
import { promotionSteps, type StepMark } from "@/lib/promotion/promotion-steps";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { WallPromotion } from "@/lib/schemas/wall";
import { wallName } from "./wall-tile";

/** How long the outcome stays on the wall. */
export const OUTCOME_MS = 60_000;

const STATES = {
  done: "done",
  skipped: "done",
  now: "now",
  todo: "next",
  missed: "next",
  failed: "bad",
  unknown: "unknown",
} as const satisfies Record<StepMark["state"], string>;

/**
 * Returns a promotion for display on a wall, without the targets that the screen cannot read. Null when none is
 * left.
 */
export function wallPromotion(
  promotion: Promotion,
  { names, readAt }: { names: boolean; readAt: string },
): WallPromotion | null {
  const { source, targets, order, user } = promotion;
  const shown = targets.flatMap((target, index) => {
    const before = order === "in turn" ? targets[index - 1] : undefined;
    return target.app.name === null ? [] : [wallTarget(target, target.app.name, before)];
  });
  if (shown.length === 0) return null;
  return {
    id: promotion.id,
    source: {
      app: source.app.name,
      version: source.release.version,
      commit: source.commit?.slice(0, 7) ?? null,
    },
    description: source.description && maskSecrets(source.description).slice(0, 200),
    who: user.email ? wallName(user, names) : null,
    targets: shown,
    began_at: promotion.created_at,
    finished_at: promotion.finished_at,
    read_at: readAt,
  };
}

function wallTarget(
  target: PromotionTarget,
  app: string,
  before: PromotionTarget | undefined,
): WallPromotion["targets"][number] {
  const waits = before && before.step !== "done" ? (before.app.name ?? "another app") : null;
  const steps = promotionSteps(target, waits).map(({ label, state }) => ({
    word: label,
    state: STATES[state],
  }));
  return { app, region: target.region, steps };
}
