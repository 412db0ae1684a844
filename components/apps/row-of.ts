import type { App } from "@/lib/schemas/app";
import type { Release } from "@/lib/schemas/release";
import type { AppSummary } from "@/lib/schemas/summary";
import { type AppState, appState, isStale, unconfirmed } from "@/lib/timeline/app-state";
import { codeOf } from "@/lib/timeline/code-of";
import { causeOf, phraseOf } from "@/lib/timeline/describe";

/** What a row shows of an app; `summary` and `state` are null until they were read. */
export type AppRow = { app: App; summary: AppSummary | null; state: AppState | null };

const known = new WeakMap<AppSummary, AppRow & { stale: boolean; lost: boolean }>();
const unread = new WeakMap<App, AppRow>();

/** The same row as before while nothing about it has changed, so that long tables redraw little. `lost`: reading it again failed. */
export function rowOf(app: App, summary: AppSummary | undefined, now: number, lost: boolean): AppRow {
  if (!summary) {
    const row = unread.get(app) ?? { app, summary: null, state: null };
    unread.set(app, row);
    return row;
  }
  const stale = isStale(summary, now);
  const before = known.get(summary);
  if (before?.app === app && before.stale === stale && before.lost === lost) return before;
  const state = appState(summary, now);
  const row = { app, summary, state: lost ? unconfirmed(state) : state, stale, lost };
  known.set(summary, row);
  return row;
}

/** Version, commit and description of a release; what was not a build says its cause instead. */
export function versionOf(release: Release, { builds, releases }: AppSummary) {
  const code = codeOf(release, builds, releases);
  return {
    version: release.version,
    commit: code.commit,
    description: phraseOf(causeOf(release.description)) ?? code.description,
  };
}
