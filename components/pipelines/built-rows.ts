import type { StateKind } from "@/components/ui/glyph-shapes";
import { paths } from "@/lib/paths";
import { codeId } from "@/lib/promotion/code-id";
import type { ReviewApp } from "@/lib/schemas/review";
import { causeOf, phraseOf } from "@/lib/timeline/describe";
import { unfoldedRows } from "@/lib/timeline/rows";

/** A build or a release that brought other code to an app. `runsIn`: its code runs in the next stage. */
export type BuiltRow = {
  key: string;
  kind: StateKind | "none";
  word: string;
  version: number | null;
  description: string | null;
  at: string;
  href: string;
  runsIn: boolean;
};

/** What was built or released in an app, newest first, without releases that only changed its configuration. */
export function builtRows({ app, builds, releases }: ReviewApp, next: readonly ReviewApp[]): BuiltRow[] {
  const running = new Set(next.flatMap(({ current }) => (current ? (codeId(current) ?? []) : [])));
  const marked = new Set<string>();
  return unfoldedRows(builds, releases).flatMap((row): BuiltRow[] => {
    if (row.kind === "release" && (row.onlyConfig || row.state.kind === "none")) return [];
    const code = row.release?.status === "succeeded" ? codeId(row.release) : null;
    // The newest release of this code stands for it.
    const runsIn = code !== null && running.has(code) && !marked.has(code);
    if (runsIn) marked.add(code);
    return [
      {
        key: row.key,
        kind: row.state.kind,
        word: row.state.label,
        version: row.release?.version ?? null,
        description:
          row.kind === "build"
            ? (row.build.source_blob.version_description ?? row.build.source_blob.version)
            : phraseOf(causeOf(row.release.description)),
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
