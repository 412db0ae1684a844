import type { StateKind } from "@/components/ui/glyph-shapes";
import { promotionTitle } from "@/lib/promotion/promotion-title";
import type { Promotion } from "@/lib/schemas/promotion";
import type { PromotionData } from "./use-promotion-data";

export type Title = { kind: StateKind; word: string; rest: string };

/** The title as of now: neither green nor live in data that is old. */
export function titleOf(
  promotion: Promotion,
  data: PromotionData,
  { stale, clock }: { stale: boolean; clock: (iso: string) => string | null },
): Title {
  const { returnsTo, standingOf } = data;
  const title = promotionTitle(promotion, { returnsTo, standingOf, clock });
  return stale && (title.kind === "live" || title.kind === "ok") ? { ...title, kind: "unknown" } : title;
}
