import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";
import { type Ahead, aheadOf } from "./ahead";

/**
 * Returns what a promotion brings to one of its targets: the changes between the release that ran there before and
 * the promoted one, whatever runs now. Null when either release is no longer among the known ones.
 */
export function goesLive(
  promotion: Promotion,
  target: PromotionTarget,
  source: ReviewApp | undefined,
  app: ReviewApp | undefined,
): Ahead | null {
  const promoted = releaseIn(source, promotion.source.release.id);
  const before = releaseIn(app, target.previous?.id);
  if (!source || !app || !promoted || !before) return null;
  return aheadOf({ ...source, current: promoted }, { ...app, current: before });
}

function releaseIn(app: ReviewApp | undefined, id: string | undefined) {
  return [...(app?.releases ?? []), app?.current].find((release) => release && release.id === id) ?? null;
}
