import type { StateKind } from "@/components/ui/glyph-shapes";
import { paths } from "@/lib/paths";
import type { ReviewApp } from "@/lib/schemas/review";
import { causeOf } from "@/lib/timeline/describe";
import { describeRelease } from "@/lib/timeline/describe-release";
import { codeId } from "@/lib/timeline/lineage";
import { unfoldedRows } from "@/lib/timeline/rows";

/** A build of an app, or code promoted to it, with its release. `runsIn` is true if the next stage runs its code. */
export type BuiltRow = {
  key: string;
  kind: StateKind | "none";
  word: string;
  version: number | null;
  commit: string | null;
  description: string | null;
  at: string;
  href: string;
  runsIn: boolean;
};

/** Returns the builds made in an app, newest first. Rollbacks and slugs of other apps are not builds. */
export function builtRows({ app, builds, releases }: ReviewApp, next: readonly ReviewApp[]): BuiltRow[] {
  const running = codesOf(next);
  return unfoldedRows(builds, releases).flatMap((row): BuiltRow[] => {
    if (row.kind !== "build") return [];
    const { build, release } = row;
    const code = build.slug?.id ?? (release && codeId(release));
    return [
      {
        key: row.key,
        kind: row.state.kind,
        word: row.state.label,
        version: release?.version ?? null,
        commit: build.source_blob.version,
        description: build.source_blob.version_description,
        at: row.at,
        href: paths.build(app.name, build.id),
        runsIn: code !== undefined && code !== null && running.has(code),
      },
    ];
  });
}

/**
 * Returns the code that was promoted to an app, newest first, each once. `siblings`: the apps of the pipeline,
 * whose builds describe it.
 */
export function promotedRows(
  { app, builds, releases, slug }: ReviewApp,
  siblings: readonly ReviewApp[],
  next: readonly ReviewApp[],
): BuiltRow[] {
  const running = codesOf(next);
  const allBuilds = [...builds, ...siblings.flatMap((other) => other.builds)];
  const seen = new Set<string>();
  return unfoldedRows(builds, releases).flatMap((row): BuiltRow[] => {
    if (row.kind !== "release" || causeOf(row.release.description).kind !== "promotion") return [];
    const code = codeId(row.release);
    if (code === null || seen.has(code)) return [];
    seen.add(code);
    const { commit, text } = describeRelease(row.release, { builds: allBuilds, releases, slug });
    return [
      {
        key: row.key,
        kind: row.state.kind,
        word: row.state.label,
        version: row.release.version,
        commit,
        description: text,
        at: row.at,
        href: paths.release(app.name, row.release.version),
        runsIn: running.has(code),
      },
    ];
  });
}

function codesOf(apps: readonly ReviewApp[]): ReadonlySet<string> {
  return new Set(apps.flatMap(({ current }) => (current ? (codeId(current) ?? []) : [])));
}
