import { formatSpan } from "@/lib/format/format";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { causeOf } from "./describe";
import { hasRun } from "./did-run";
import { changedOnlyConfig, hasCode, makers, newestFirst } from "./lineage";

/** The kind of a glyph and its word. `none` is drawn as an empty box. */
export type RowState = {
  kind: "live" | "ok" | "past" | "bad" | "repaired" | "canceled" | "unknown" | "none";
  label: string;
};

/**
 * The context of a row: whether a newer one superseded it, and how long its release was the current one (ms; null
 * when unknown).
 */
type Surroundings = { repaired: boolean; ranMs: number | null };

/** Returns the state of a build that made no release (yet). */
function buildState(build: Build, repaired: boolean): RowState {
  switch (build.status) {
    case "pending":
      return { kind: "live", label: "building" };
    case "succeeded":
      return { kind: "past", label: "built" };
    case "failed":
      if (build.canceled_by) return { kind: "canceled", label: "canceled" };
      return { kind: repaired ? "repaired" : "bad", label: "failed" };
    case "unknown":
      return { kind: "unknown", label: "unknown" };
  }
}

/** Returns the state of a release. Only the running one has the green tick. */
export function releaseState(release: Release, { repaired, ranMs }: Surroundings): RowState {
  switch (release.status) {
    case "pending":
      return { kind: "live", label: "releasing" };
    case "succeeded":
      if (!hasCode(release)) return { kind: "none", label: isFirst(release) ? "created" : "config" };
      if (release.current) return { kind: "ok", label: "runs" };
      return { kind: "past", label: ranLabel(ranMs) };
    case "failed":
      return { kind: repaired ? "repaired" : "bad", label: "failed" };
    case "expired":
      return expiredState(release, ranMs);
    case "unknown":
      return { kind: "unknown", label: "unknown" };
  }
}

/** Returns the state of an expired release: unknown while it is the current one, past if it ran, else canceled. */
function expiredState(release: Release, ranMs: number | null): RowState {
  if (release.current) return { kind: "unknown", label: "runs, expired" };
  if (!hasRun(release)) return { kind: "canceled", label: "expired" };
  return { kind: "past", label: ranLabel(ranMs) };
}

const ranLabel = (ranMs: number | null) => (ranMs === null ? "ran" : `ran ${formatSpan(ranMs)}`);

function isFirst(release: Release): boolean {
  return causeOf(release.description).kind === "initial";
}

/**
 * A row of an app's timeline: a build with the release it made, a release that no build made, or a run of past
 * releases that changed only the config (newest first). `at` is the time of the row: the release's, else the
 * build's. `key` stays the same when a build's release appears.
 */
export type Row =
  | { kind: "build"; key: string; at: string; state: RowState; build: Build; release: Release | null }
  | { kind: "release"; key: string; at: string; state: RowState; release: Release; onlyConfig: boolean }
  | { kind: "config"; key: string; at: string; state: RowState; releases: [Release, ...Release[]] };

type SingleRow = Exclude<Row, { kind: "config" }>;

/**
 * Merges builds and releases (any order, duplicates allowed) into rows: running builds first, then newest first.
 * `horizon` is the time before which one of the lists is not loaded yet; older rows are held back.
 */
export function timelineRows(
  builds: readonly Build[],
  releases: readonly Release[],
  horizon: string | null = null,
): Row[] {
  const rows = unfoldedRows(builds, releases);
  return fold(horizon ? rows.filter((row) => isRunning(row) || row.at >= horizon) : rows);
}

/** Like `timelineRows`, with a row for every release. */
export function unfoldedRows(builds: readonly Build[], releases: readonly Release[]): SingleRow[] {
  const ordered = newestFirst(releases);
  const unique = [...new Map(builds.map((build) => [build.id, build])).values()];
  const made = makers(unique, ordered);
  const released = new Map([...made].map(([release, build]) => [build.id, release]));
  const byId = new Map(ordered.map((release) => [release.id, release]));
  const facts = surroundings(ordered, unique);

  const rows: SingleRow[] = [];
  for (const build of unique) {
    const release = byId.get(released.get(build.id) ?? "") ?? null;
    const state = release
      ? releaseState(release, facts.ofRelease(release))
      : buildState(build, facts.repaired(build));
    rows.push({ kind: "build", key: build.id, at: (release ?? build).created_at, state, build, release });
  }
  for (const release of ordered) {
    if (made.has(release.id)) continue;
    const state = releaseState(release, facts.ofRelease(release));
    const onlyConfig = changedOnlyConfig(release, facts.before(release));
    rows.push({ kind: "release", key: release.id, at: release.created_at, state, release, onlyConfig });
  }
  return rows.sort(newerRow);
}

/** Computes the context of builds and releases in one pass over each list. */
function surroundings(newest: readonly Release[], builds: readonly Build[]) {
  const next = new Map<string, Release>();
  const before = new Map<string, Release>();
  let newer: Release | undefined;
  for (const release of newest) {
    if (newer) next.set(release.id, newer);
    if (hasRun(release)) newer = release;
  }
  let older: Release | undefined;
  for (const release of [...newest].reverse()) {
    if (older) before.set(release.id, older);
    if (hasRun(release)) older = release;
  }
  const lastRepair = [
    ...builds.filter((build) => build.status === "succeeded"),
    ...newest.filter((r) => hasRun(r) && !changedOnlyConfig(r, before.get(r.id))),
  ]
    .map((item) => item.created_at)
    .sort()
    .at(-1);
  return {
    before: (release: Release) => before.get(release.id),
    repaired: (build: Build) => lastRepair !== undefined && lastRepair > build.created_at,
    ofRelease: (release: Release) => {
      const successor = next.get(release.id);
      const ranMs = successor ? Date.parse(successor.created_at) - Date.parse(release.created_at) : null;
      return { repaired: successor !== undefined, ranMs };
    },
  };
}

/**
 * Returns true if the row is a running build without a release yet: it is sorted above everything and belongs to
 * today.
 */
export function isRunning(row: Row): boolean {
  return row.kind === "build" && !row.release && row.build.status === "pending";
}

function newerRow(a: SingleRow, b: SingleRow): number {
  if (isRunning(a) !== isRunning(b)) return isRunning(a) ? -1 : 1;
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return versionOf(b) - versionOf(a) || (a.key < b.key ? 1 : -1);
}

function versionOf(row: SingleRow): number {
  return row.release?.version ?? Number.MAX_SAFE_INTEGER;
}

/** Merges adjacent config-only releases of the past into one row; the running one keeps its own. */
function fold(rows: readonly SingleRow[]): Row[] {
  const folded: Row[] = [];
  for (const row of rows) {
    if (!(row.kind === "release" && row.onlyConfig && isPast(row.release))) {
      folded.push(row);
      continue;
    }
    const last = folded.at(-1);
    if (last?.kind === "config") last.releases.push(row.release);
    else
      folded.push({
        kind: "config",
        key: row.key,
        at: row.at,
        state: { kind: "none", label: "config" },
        releases: [row.release],
      });
  }
  return folded;
}

function isPast(release: Release): boolean {
  return hasRun(release) && !release.current;
}

/** `stale`: true if the data could not be refreshed; `crashed`: true if every dyno has crashed. */
type RowFacts = { stale: boolean; crashed: boolean };

/**
 * Returns the rows without states that the facts contradict: in old data none runs or is in progress, and while all
 * dynos are crashed none runs.
 */
export function withFacts(rows: readonly Row[], { stale, crashed }: RowFacts): readonly Row[] {
  if (!stale && !crashed) return rows;
  return rows.map((row): Row => {
    const { kind } = row.state;
    if (stale && (kind === "ok" || kind === "live"))
      return { ...row, state: { ...row.state, kind: "unknown" } };
    if (crashed && kind === "ok") return { ...row, state: { kind: "bad", label: "crashed" } };
    return row;
  });
}

type Page<T> = { items: T[]; next: string | null };

/**
 * Returns how far back both lists are loaded (ISO time), or null when both are complete. Rows older than that would
 * be incomplete. A build counts by its end, because its release is made then.
 */
export function horizonOf(builds: readonly Page<Build>[], releases: readonly Page<Release>[]): string | null {
  const oldestBuild = builds.at(-1)?.next ? builds.at(-1)?.items.at(-1) : undefined;
  const oldestRelease = releases.at(-1)?.next ? releases.at(-1)?.items.at(-1) : undefined;
  const times = [oldestBuild?.updated_at, oldestRelease?.created_at].filter((time) => time !== undefined);
  return times.sort().at(-1) ?? null;
}

/**
 * Splits rows into those to show and the number of new ones to hold back: new rows above the first known one. Rows
 * below it (older ones, loaded later) are always shown.
 */
export function holdNew<T extends { key: string }>(
  rows: readonly T[],
  known: ReadonlySet<string> | null,
): { shown: readonly T[]; held: number } {
  if (!known) return { shown: rows, held: 0 };
  const first = rows.findIndex((row) => known.has(row.key));
  if (first <= 0) return { shown: rows, held: 0 };
  return { shown: rows.slice(first), held: first };
}
