import type { PromotionTarget } from "@/lib/schemas/promotion";

type Named = Pick<PromotionTarget, "id" | "app" | "region">;

/**
 * Returns a short, distinct name for each target: target id → the region if it identifies all of them ("eu"), else
 * the end of the app's name ("production-us"). A single target has its app's name. Apps that the account cannot see
 * are "a hidden app".
 */
export function targetNames(targets: readonly Named[]): ReadonlyMap<string, string> {
  const regions = targets.map((target) => target.region);
  const apart = targets.length > 1 && regions.every(Boolean) && new Set(regions).size === targets.length;
  const shared = sharedStart(targets.flatMap(({ app }) => (app.name === null ? [] : [app.name])));
  const nameOf = ({ app }: Named) => app.name?.slice(shared) ?? "a hidden app";
  return new Map(targets.map((target) => [target.id, apart ? (target.region ?? "") : nameOf(target)]));
}

/**
 * Returns the length of the prefix that all names share, up to a hyphen. Every name keeps at least one part after
 * it.
 */
export function sharedStart(names: readonly string[]): number {
  const [first = ""] = names;
  if (names.length < 2) return 0;
  let shared = 0;
  for (let at = first.indexOf("-"); at !== -1; at = first.indexOf("-", at + 1)) {
    const start = first.slice(0, at + 1);
    if (!names.every((name) => name.startsWith(start))) break;
    shared = start.length;
  }
  return shared;
}
