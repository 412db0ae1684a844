import type { PromotionCreate } from "@/lib/schemas/promotion";
import type { LaneSource } from "./lane-source";
import type { SeenTarget } from "./lane-target";

/**
 * Returns the request body of a lane, without its id: every reviewed fact is pinned. Null when there is nothing to
 * send.
 */
export function promotionBody(review: {
  pipeline: { id: string } | null;
  source: LaneSource;
  chosen: readonly SeenTarget[];
  order: PromotionCreate["order"];
  note: string;
  /** The reason to override a hold; empty when none applies. */
  override: string;
  code: string;
}): Omit<PromotionCreate, "id"> | null {
  const { runs, app } = review.source;
  if (!runs || review.chosen.length === 0) return null;
  const [note, override] = [review.note.trim(), review.override.trim()];
  return {
    pipeline: review.pipeline?.id ?? null,
    source: { app: app.id, release: runs.release.id, slug: runs.slug },
    targets: review.chosen.map((target) => ({ app: target.id, expected_current: target.current })),
    order: review.chosen.length > 1 ? review.order : "together",
    ...(note ? { note } : {}),
    ...(override ? { override } : {}),
    ...(review.code ? { two_factor_code: review.code } : {}),
  };
}
