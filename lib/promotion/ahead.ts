import type { User } from "@/lib/schemas/common";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { codeOf } from "@/lib/timeline/code-of";
import { causeOf, phraseOf } from "@/lib/timeline/describe";
import { codeId, newestFirst, sameCode } from "@/lib/timeline/lineage";
import { hasRun } from "./ran";

/** A release of the source that brought other code than the one before it. */
export type Change = {
  release: Release;
  commit: string | null;
  description: string | null;
  user: User;
};

/**
 * How far the source is ahead of the target. `same`: both run the same code · `ahead`: the source ran the target's
 * code and changed since · `first`: nothing runs on the target · `diverged`: the target's code never ran on the source ·
 * `unknown`: not among the releases that are known · `nothing`: nothing runs on the source.
 */
export type Ahead = {
  kind: "same" | "ahead" | "first" | "diverged" | "unknown" | "nothing";
  /** Newest first; empty unless `ahead`. */
  changes: Change[];
  /** Releases since then that kept the code, newest first. */
  config: Release[];
};

/** As much of an app as is needed to tell; what a summary of it holds is enough. */
export type AheadSource = Pick<ReviewApp, "current" | "releases" | "builds" | "slug">;
export type AheadTarget = Pick<ReviewApp, "current">;

/** The changes that a promotion would bring to the target. Failed, pending and expired releases are none. */
export function aheadOf(source: AheadSource, target: AheadTarget): Ahead {
  const none = (kind: Ahead["kind"]): Ahead => ({ kind, changes: [], config: [] });
  const { current } = source;
  if (!current || codeId(current) === null) return none("nothing");
  if (!target.current || codeId(target.current) === null) return none("first");
  if (sameCode(current, target.current)) return none("same");
  const goal = codeId(target.current);
  const ran = newestFirst([...source.releases, current])
    .filter(hasRun)
    .filter((release) => release.version <= current.version);
  const base = ran.findIndex((release) => codeId(release) === goal);
  if (base === -1) return none(ran.some((release) => release.version === 1) ? "diverged" : "unknown");
  const since = ran.slice(0, base);
  const changed = (release: Release, index: number) => {
    const before = ran[index + 1];
    return before !== undefined && codeId(release) !== codeId(before);
  };
  return {
    kind: "ahead",
    changes: since.filter(changed).map((release) => changeOf(release, source)),
    config: since.filter((release, index) => !changed(release, index)),
  };
}

function changeOf(release: Release, { builds, releases, slug }: AheadSource): Change {
  const code = codeOf(release, builds, releases, slug);
  const phrase = phraseOf(causeOf(release.description));
  return {
    release,
    commit: code.commit,
    description: phrase ?? code.description,
    user: release.user,
  };
}
