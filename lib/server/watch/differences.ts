import type { Dyno } from "@/lib/schemas/dyno";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";

type Before = Pick<AppSummary, "builds" | "releases" | "dynos">;

/** Returns the events between two summaries of an app; none when there is no earlier summary. */
export function differences(before: Before | undefined, after: AppSummary): WatchEvent[] {
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
