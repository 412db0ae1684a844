import type { PromotionTarget } from "@/lib/schemas/promotion";

type Named = Pick<PromotionTarget, "id" | "app" | "region">;

/**
 * What each target is called beside the others: target id → its region where that tells all of them apart ("eu"),
 * else its app's name. One target has its app's name. Apps that the account cannot see are "a hidden app".
 */
export function targetNames(targets: readonly Named[]): ReadonlyMap<string, string> {
  const regions = targets.map((target) => target.region);
  const apart = targets.length > 1 && regions.every(Boolean) && new Set(regions).size === targets.length;
  return new Map(targets.map((target) => [target.id, apart ? (target.region ?? "") : nameOf(target)]));
}

const nameOf = ({ app }: Named) => app.name ?? "a hidden app";
