import type { AppSummary } from "@/lib/schemas/summary";
import type { Fact, Sensed } from "./types";

type Lists = Pick<AppSummary, "builds" | "releases">;

/**
 * Whether an answer is older than what is known: what had ended is pending again, or what was newest is missing. Told
 * by ids, versions and states alone: upstream's clocks may be wrong, and different from each other.
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

/** The same for what a sensor says is newest. */
export function isOlderFact(known: Lists, { build, release }: Sensed): boolean {
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

/** Whether what a sensor says is newest differs from what is known. */
export function differs(known: Fact | undefined, fact: Fact | undefined): boolean {
  return known?.id !== fact?.id || known?.status !== fact?.status;
}
