import type { Dyno, Formation } from "@/lib/schemas/dyno";
import type { PromotionTarget } from "@/lib/schemas/promotion";

export type Counts = NonNullable<PromotionTarget["dynos"]>;
/** `replaced`: dynos run a newer version with other code, so those of this version will not start. */
export type Verdict = "up" | "crashed" | "coming" | "replaced";

/**
 * Counts the dynos of each process type that are up on a version and classifies the state. It is not `up` while dynos of
 * older versions exist: with preboot the router keeps sending requests to them. `versions` holds the new version and
 * newer ones with the same code (after a config change). An idle dyno counts as up.
 */
export function classifyDynos(
  dynos: readonly Dyno[],
  formation: readonly Formation[],
  versions: ReadonlySet<number>,
): { counts: Counts; verdict: Verdict } {
  const wanted = formation.filter(({ type, quantity }) => type !== "release" && quantity > 0);
  const serving = dynos.filter((dyno) => wanted.some(({ type }) => type === dyno.type));
  const own = serving.filter((dyno) => dyno.release !== null && versions.has(dyno.release.version));
  const oldest = Math.min(...versions);
  const counts = wanted.map(({ type, quantity }) => {
    const old = serving.filter((dyno) => dyno.type === type && (dyno.release?.version ?? oldest) < oldest);
    return {
      type,
      up: own.filter((dyno) => dyno.type === type && (dyno.state === "up" || dyno.state === "idle")).length,
      of: quantity,
      ...(old.length > 0 ? { old: old.length } : {}),
    };
  });
  return { counts, verdict: verdictOf(counts, own, serving, versions) };
}

function verdictOf(
  counts: Counts,
  own: readonly Dyno[],
  serving: readonly Dyno[],
  versions: ReadonlySet<number>,
): Verdict {
  if (own.some((dyno) => dyno.state === "crashed")) return "crashed";
  if (isUp(counts)) return counts.some(({ old }) => old) ? "coming" : "up";
  const newest = Math.max(...versions);
  return serving.some((dyno) => (dyno.release?.version ?? 0) > newest) ? "replaced" : "coming";
}

/** Returns true if enough dynos are up on the new version, regardless of old ones. */
export const isUp = (counts: Counts) => counts.every(({ up, of }) => up >= of);
