import type { StateKind } from "@/components/ui/glyph-shapes";
import { promotionTitle } from "@/lib/promotion/promotion-title";
import type { Promotion } from "@/lib/schemas/promotion";
import type { PromotionData } from "./use-promotion-data";

export type Title = { kind: StateKind; word: string; rest: string };

/** The title as of now: not green once something else runs on a target, nor live in data that is old. */
export function titleOf(promotion: Promotion, data: PromotionData, stale: boolean): Title {
  const title = promotionTitle(promotion, data.returnsTo);
  if (title.kind === "live" && stale) return { ...title, kind: "unknown" };
  if (title.kind !== "ok") return title;
  if (promotion.targets.every((target) => data.since(target) === null)) return title;
  const put = promotion.put_back ? ", then was put back" : "";
  return { kind: "past", word: title.word.replace(/ runs$/, " ran"), rest: `${title.rest}${put}` };
}
