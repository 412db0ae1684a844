import type { StateKind } from "@/components/ui/glyph-shapes";
import { paths } from "@/lib/paths";
import type { ReviewApp } from "@/lib/schemas/review";
import { codeOf } from "@/lib/timeline/code-of";
import { causeOf, phraseOf } from "@/lib/timeline/describe";
import { codeId } from "@/lib/timeline/lineage";
import { unfoldedRows } from "@/lib/timeline/rows";

/** A build or a release that brought other code to an app. `runsIn`: its code runs in the next stage. */
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

/** What was built or released in an app, newest first, without releases that only changed its configuration. */
export function builtRows(
  { app, builds, releases, slug }: ReviewApp,
  next: readonly ReviewApp[],
): BuiltRow[] {
  const running = new Set(next.flatMap(({ current }) => (current ? (codeId(current) ?? []) : [])));
  const marked = new Set<string>();
  return unfoldedRows(builds, releases).flatMap((row): BuiltRow[] => {
    if (row.kind === "release" && (row.onlyConfig || row.state.kind === "none")) return [];
    const id = row.release?.status === "succeeded" ? codeId(row.release) : null;
    const code = row.kind === "release" ? codeOf(row.release, builds, releases, slug) : null;
    // The newest release of this code stands for it.
    const runsIn = id !== null && running.has(id) && !marked.has(id);
    if (runsIn) marked.add(id);
    return [
      {
        key: row.key,
        kind: row.state.kind,
        word: row.state.label,
        version: row.release?.version ?? null,
        commit: row.kind === "build" ? row.build.source_blob.version : (code?.commit ?? null),
        description:
          row.kind === "build"
            ? row.build.source_blob.version_description
            : (phraseOf(causeOf(row.release.description)) ?? code?.description ?? null),
        at: row.at,
        href:
          row.kind === "build"
            ? paths.build(app.name, row.build.id)
            : paths.release(app.name, row.release.version),
        runsIn,
      },
    ];
  });
}
