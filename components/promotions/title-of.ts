import type { StateKind } from "@/components/ui/glyph-shapes";
import { promotionTitle } from "@/lib/promotion/promotion-title";
import type { Promotion } from "@/lib/schemas/promotion";
import type { PromotionData } from "./use-promotion-data";

export type Title = { kind: StateKind; word: string; rest: string };

/** Returns the title of a promotion from the data of its page. */
export function titleOf(
  promotion: Promotion,
  { returnsTo, standingOf }: PromotionData,
  clock: (iso: string) => string | null,
): Title {
  return promotionTitle(promotion, { returnsTo, standingOf, clock });
}
