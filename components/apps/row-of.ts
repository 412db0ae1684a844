import type { App } from "@/lib/schemas/app";
import type { Release } from "@/lib/schemas/release";
import type { AppSummary } from "@/lib/schemas/summary";
import { type AppState, appState } from "@/lib/timeline/app-state";
import { codeOf } from "@/lib/timeline/code-of";
import { causeOf, phraseOf } from "@/lib/timeline/describe";

/** What a row shows of an app; `summary` and `state` are null until they were read. */
export type AppRow = { app: App; summary: AppSummary | null; state: AppState | null };

export function rowOf(app: App, summary: AppSummary | undefined, now: number): AppRow {
  return { app, summary: summary ?? null, state: summary ? appState(summary, now) : null };
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
