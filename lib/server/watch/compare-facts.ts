import type { AppSummary } from "@/lib/schemas/summary";
import type { Fact, NewestFacts } from "./types";

type Lists = Pick<AppSummary, "builds" | "releases">;

/**
 * True if an answer is older than the stored state: an ended item is pending again, or the newest item is missing.
 * Compares ids, versions and states only, because upstream clocks may disagree.
 */
export function isOlder(known: Lists, answer: Lists): boolean {
  const missing = known.builds[0] && !answer.builds.some(({ id }) => id === known.builds[0]?.id);
  return (
    Boolean(missing) ||
    (known.releases[0]?.version ?? 0) > (answer.releases[0]?.version ?? 0) ||
    answer.builds.some((build) => hasEnded(known.builds, build)) ||
    answer.releases.some((release) => hasEnded(known.releases, release))
  );
}

/** The same for the newest build and release alone. */
export function isOlderFact(known: Lists, { build, release }: NewestFacts): boolean {
  return isOld(known.builds, build) || isOld(known.releases, release);
}

function isOld(known: readonly Fact[], fact: Fact | undefined): boolean {
  if (!fact) return false;
  return known.findIndex(({ id }) => id === fact.id) > 0 || hasEnded(known, fact);
}

function hasEnded(known: readonly Fact[], fact: Fact): boolean {
  if (fact.status !== "pending") return false;
  const before = known.find(({ id }) => id === fact.id);
  return before !== undefined && before.status !== "pending" && before.status !== "unknown";
}

/** True if two facts have different ids or states. */
export function differs(known: Fact | undefined, fact: Fact | undefined): boolean {
  return known?.id !== fact?.id || known?.status !== fact?.status;
}
