import type { StateKind } from "@/components/ui/glyph-shapes";
import { paths } from "@/lib/paths";
import type { ReviewApp } from "@/lib/schemas/review";
import { codeId } from "@/lib/timeline/lineage";
import { unfoldedRows } from "@/lib/timeline/rows";

/** A build of an app, with the release it made. `runsIn`: the apps of the next stage that run its code. */
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
  const running = new Set(next.flatMap(({ current }) => (current ? (codeId(current) ?? []) : [])));
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
