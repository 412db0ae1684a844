import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { causeOf } from "@/lib/timeline/describe";
import { changedOnlyConfig, codeId, hasCode, newestFirst, predecessor } from "@/lib/timeline/lineage";

/** What a config-only release is told by: how many names it set or unset (null when not told), and whose code it kept. */
export type KeptCode = { names: number | null; from: number | null };

/** Null when the release brought code itself. `from` is null when the release that did is older than those known. */
export function keptCode(release: Release, { releases }: Pick<ReviewApp, "releases">): KeptCode | null {
  const before = predecessor(release, releases);
  if (!hasCode(release) || !changedOnlyConfig(release, before)) return null;
  const cause = causeOf(release.description);
  const names = cause.kind === "config" ? cause.names.length : null;
  const older = newestFirst(releases).filter(
    (other) => other.version < release.version && other.status === "succeeded",
  );
  const code = codeId(release);
  const end = older.findIndex((other) => codeId(other) !== code);
  const bringer = end > 0 ? older[end - 1] : undefined;
  return { names, from: bringer?.version ?? null };
}

/** "v42 is a config change" in a few words: "2 config names, code of v41". */
export function keptWords({ names, from }: KeptCode): string {
  const what = names === null ? "config change" : names === 1 ? "1 config name" : `${names} config names`;
  return from === null ? `${what}, same code` : `${what}, code of v${from}`;
}
