import type { Dyno } from "@/lib/schemas/dyno";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import type { NewestItem, NewestItems } from "./types";

type Before = Pick<AppSummary, "builds" | "releases" | "dynos">;

/** Returns the events between two summaries of an app; none when there is no earlier summary. */
export function eventsBetween(before: Before | undefined, after: AppSummary): WatchEvent[] {
  if (!before) return [];
  return [...builds(before, after), ...releases(before, after), ...dynos(before, after)];
}

/** Oldest first, so that a subscriber ends with the newest state. */
function builds(before: Before, { app, builds: now }: AppSummary): WatchEvent[] {
  return changed(before.builds, now).map(({ id, status, release }) => ({
    type: "build",
    app,
    build: { id, status, release },
  }));
}

function releases(before: Before, { app, releases: now }: AppSummary): WatchEvent[] {
  return changed(before.releases, now).map(({ id, version, status, current }) => ({
    type: "release",
    app,
    release: { id, version, status, current },
  }));
}

type Item = { id: string; status: string; current?: boolean };

/**
 * Returns new items and items whose state changed, oldest first. Unknown items older than the last known one are not
 * new: the previous list was shorter.
 */
function changed<T extends Item>(before: readonly T[], now: readonly T[]): T[] {
  const known = new Map(before.map((item) => [item.id, item]));
  const last = now.findIndex(({ id }) => known.has(id));
  const isNews = (item: T, at: number): boolean => {
    const was = known.get(item.id);
    return was ? was.status !== item.status || was.current !== item.current : last === -1 || at < last;
  };
  return now.filter(isNews).reverse();
}

function dynos(before: Before, { app, dynos: now }: AppSummary): WatchEvent[] {
  const known = new Map(before.dynos.map((dyno) => [dyno.name, dyno]));
  const names = new Set(now.map(({ name }) => name));
  const changed = now.filter((dyno) => {
    const was = known.get(dyno.name);
    return was?.state !== dyno.state || was?.release?.version !== dyno.release?.version;
  });
  const gone = before.dynos.filter(({ name }) => !names.has(name));
  return [...changed, ...gone.map((dyno) => ({ ...dyno, state: "down" as const }))].map((dyno) => ({
    type: "dyno",
    app,
    dyno: factsOf(dyno),
  }));
}

function factsOf({ id, name, type, state, release }: Dyno) {
  return { id, name, type, state, version: release?.version ?? null };
}

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
export function isOlderFact(known: Lists, { build, release }: NewestItems): boolean {
  return isOld(known.builds, build) || isOld(known.releases, release);
}

function isOld(known: readonly NewestItem[], fact: NewestItem | undefined): boolean {
  if (!fact) return false;
  return known.findIndex(({ id }) => id === fact.id) > 0 || hasEnded(known, fact);
}

function hasEnded(known: readonly NewestItem[], fact: NewestItem): boolean {
  if (fact.status !== "pending") return false;
  const before = known.find(({ id }) => id === fact.id);
  return before !== undefined && before.status !== "pending" && before.status !== "unknown";
}

/** Returns true if the newest build or release is another one, or has another status. */
export function differs(known: NewestItem | undefined, fact: NewestItem | undefined): boolean {
  return known?.id !== fact?.id || known?.status !== fact?.status;
}
