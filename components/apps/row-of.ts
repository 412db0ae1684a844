import { type AppState, appState, oldDynosAt } from "@/lib/apps/app-state";
import { isOld } from "@/lib/apps/stale-limits";
import type { App } from "@/lib/schemas/app";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { AppSummary } from "@/lib/schemas/summary";
import { describeRelease } from "@/lib/timeline/describe-release";

/** The data of an app's row; `summary` and `state` are null until they were read. */
export type AppRow = {
  app: App;
  summary: AppSummary | null;
  state: AppState | null;
  /** Builds of other apps whose slugs were released here. */
  foreignBuilds: readonly Build[];
};

/** Slug id → the build that made it, in any app. */
export type BuildsBySlug = ReadonlyMap<string, Build>;

export function buildsBySlug(summaries: Iterable<AppSummary>): BuildsBySlug {
  const all = [...summaries].flatMap(({ builds }) => builds);
  return new Map(all.flatMap((build) => (build.slug ? [[build.slug.id, build] as const] : [])));
}

const known = new WeakMap<AppSummary, AppRow & { old: boolean; dynosAt: string | null }>();
const unread = new WeakMap<App, AppRow>();

/** Returns the previous row object if nothing has changed, so that few rows of a long table rerender. */
export function rowOf(
  app: App,
  summary: AppSummary | undefined,
  { now, bySlug }: { now: number; bySlug: BuildsBySlug },
): AppRow {
  if (!summary) {
    const row = unread.get(app) ?? { app, summary: null, state: null, foreignBuilds: [] };
    unread.set(app, row);
    return row;
  }
  const old = isOld(Date.parse(summary.read_at), now);
  const dynosAt = oldDynosAt(summary, now);
  const foreignBuilds = foreignBuildsOf(summary, bySlug);
  const before = known.get(summary);
  const isSame = before?.app === app && before.old === old && before.dynosAt === dynosAt;
  if (isSame && sameItems(before.foreignBuilds, foreignBuilds)) return before;
  const row = { app, summary, state: appState(summary, now), foreignBuilds, old, dynosAt };
  known.set(summary, row);
  return row;
}

function foreignBuildsOf({ current, releases, builds }: AppSummary, bySlug: BuildsBySlug): Build[] {
  const slugs = new Set([current, releases[0]].flatMap((release) => release?.slug?.id ?? []));
  return [...slugs].flatMap((slug) => {
    const build = bySlug.get(slug);
    return build && !builds.includes(build) ? [build] : [];
  });
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Returns version, commit and description of a release of the row's app. */
export function versionOf(release: Release, { summary, foreignBuilds }: AppRow) {
  const { commit, full } = describeRelease(release, {
    builds: [...(summary?.builds ?? []), ...foreignBuilds],
    releases: summary?.releases ?? [],
  });
  return { version: release.version, commit, description: full };
}
