import type { StateKind } from "@/components/ui/glyph-shapes";
import { listed } from "@/lib/promotion/listed";
import { promotionTitle } from "@/lib/promotion/promotion-title";
import type { Promotion } from "@/lib/schemas/promotion";
import type { PromotionData } from "./use-promotion-data";

export type Title = { kind: StateKind; word: string; rest: string };

/** The title as of now: not green once something else runs on a target, nor live in data that is old. */
export function titleOf(promotion: Promotion, data: PromotionData, stale: boolean): Title {
  const title = promotionTitle(promotion, data.returnsTo);
  if (title.kind === "live" && stale) return { ...title, kind: "unknown" };
  if (title.kind !== "ok") return title;
  const since = promotion.targets.flatMap((target) => {
    const now = data.reviewOf(target.app.id)?.current;
    return now && target.release && now.version > target.release.version
      ? [`${data.nameOf(target.id)} runs v${now.version} now`]
      : [];
  });
  if (since.length === 0) return title;
  return {
    ...title,
    kind: "past",
    word: title.word.replace(/ runs$/, " ran"),
    rest: `${title.rest}; ${listed(since)}`,
  };
}
