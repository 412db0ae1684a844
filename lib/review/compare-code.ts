import type { User } from "@/lib/schemas/common";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { causeOf } from "@/lib/timeline/describe";
import { describeRelease } from "@/lib/timeline/describe-release";
import { hasRun } from "@/lib/timeline/did-run";
import {
  changedOnlyConfig,
  codeId,
  hasLostCode,
  newestFirst,
  predecessor,
  sameCode,
} from "@/lib/timeline/lineage";

/** Code of the source, identified by the first release that ran it. */
export type Change = {
  release: Release;
  commit: string | null;
  description: string | null;
  user: User;
};

/**
 * How the source's code compares with the target's. `same`: both run the same code · `ahead`: the source's code was
 * made after the target's · `behind`: it was made before it (a rollback) · `first`: nothing runs on the target ·
 * `diverged`: the source never had the target's code · `unknown`: the known releases do not suffice · `nothing`: the
 * source has no code.
 */
export type CodeComparison = {
  kind: "same" | "ahead" | "behind" | "first" | "diverged" | "unknown" | "nothing";
  /** The changes in the source's code and not in the target's, newest first; empty unless `ahead`. */
  changes: Change[];
  /** The changes in the target's code and not in the source's, newest first; empty unless `behind`. */
  removed: Change[];
  /** The releases since the target's code that kept the code, newest first. */
  config: Release[];
};

/** The part of an app that the comparison needs; its summary is sufficient. */
export type ComparisonSource = Pick<ReviewApp, "current" | "releases" | "builds"> &
  Partial<Pick<ReviewApp, "slug">>;
export type ComparisonTarget = Pick<ReviewApp, "current">;

/**
 * Returns what a promotion would bring to the target. Code contains all code made before it on the same app: a build
 * after a rollback continues the branch that was rolled back. Both sides are therefore traced to the release that
 * made their code, through rollbacks and retries, and the result is the code made between the two. Code that never
 * ran is ignored.
 */
export function compareCode(source: ComparisonSource, target: ComparisonTarget): CodeComparison {
  const none = (kind: CodeComparison["kind"]): CodeComparison => ({
    kind,
    changes: [],
    removed: [],
    config: [],
  });
  const { current } = source;
  const code = current && codeId(current);
  const goal = target.current && codeId(target.current);
  if (!current || !code) return none("nothing");
  if (!target.current || !goal) return none("first");
  if (sameCode(current, target.current)) return none("same");
  const releases = newestFirst([...source.releases, current]);
  const made = originOf(code, releases);
  const base = originOf(goal, releases);
  if (base === null) {
    const complete = releases.some(({ version }) => version === 1) && !releases.some(hasLostCode);
    return none(complete ? "diverged" : "unknown");
  }
  if (made === "unknown" || base === "unknown" || made === null) return none("unknown");
  const ahead = made > base;
  const between = madeBetween(Math.min(made, base), Math.max(made, base), releases, new Set([code, goal]));
  if (between === null) return none("unknown");
  const changes = between.map((release) => changeOf(release, source));
  return {
    kind: ahead ? "ahead" : "behind",
    changes: ahead ? changes : [],
    removed: ahead ? [] : changes,
    config: releases.filter(
      (release) =>
        release.version > base &&
        release.version <= current.version &&
        hasRun(release) &&
        changedOnlyConfig(release, predecessor(release, releases)),
    ),
  };
}

/**
 * Returns the version that made this code; `unknown` when that release is older than the known ones or has lost its
 * code; null when no known release has the code.
 */
function originOf(code: string, releases: readonly Release[]): number | "unknown" | null {
  const oldest = releases.findLast((release) => codeId(release) === code);
  return oldest ? traceOrigin(oldest, code, releases) : null;
}

/** Returns the version that made this code; `release` is the oldest known one with it. */
function traceOrigin(release: Release, code: string, releases: readonly Release[]): number | "unknown" {
  const cause = causeOf(release.description);
  const at = (version: number) => releases.find((other) => other.version === version);
  switch (cause.kind) {
    case "rollback":
    case "retry": {
      const original = cause.version < release.version ? at(cause.version) : release;
      if (!original) return "unknown";
      // A different slug: the description is unreliable, because anyone can write it.
      if (original === release || ![null, code].includes(codeId(original))) return release.version;
      return traceOrigin(original, code, releases);
    }
    case "deploy":
    case "promotion":
    case "initial":
      return release.version;
    case "other": {
      // A slug released under a free-text description may be older than the release.
      const older = releases.filter(({ version }) => version < release.version);
      const complete = older.length === release.version - 1 && !older.some(hasLostCode);
      return complete ? release.version : "unknown";
    }
    case "config":
    case "addon": {
      // It kept the code of the release that ran at the time.
      const before = releases.find((other) => other.version < release.version && hasRun(other));
      if (!before) return release.version === 1 ? release.version : "unknown";
      return hasLostCode(before) ? "unknown" : release.version;
    }
  }
}

/**
 * Returns the releases that made code after one version, up to another, newest first: for each code the first
 * release that ran it. Null when a release in between is missing, or has expired and lost its code.
 */
function madeBetween(
  after: number,
  upTo: number,
  releases: readonly Release[],
  ends: ReadonlySet<string>,
): Release[] | null {
  const within = releases.filter(({ version }) => version > after && version <= upTo);
  if (within.length !== upTo - after) return null;
  const ran = newestFirst(releases.filter(hasRun));
  const firstRan = (code: string) => ran.findLast((release) => codeId(release) === code);
  const counts = (code: string | null) => code !== null && (ends.has(code) || firstRan(code) !== undefined);
  if (within.some(hasLostCode)) return null;
  return within.flatMap((release) => {
    const code = codeId(release);
    if (code === null || !counts(code) || originOf(code, releases) !== release.version) return [];
    return [firstRan(code) ?? release];
  });
}

function changeOf(release: Release, source: ComparisonSource): Change {
  const { commit, full } = describeRelease(release, source);
  return { release, commit, description: full, user: release.user };
}

/** Returns the label of a change without a description: its version, and its slug if no commit is known. */
export function changeLabel({ release, commit }: Pick<Change, "release" | "commit">): string {
  const version = `v${release.version}`;
  return commit || !release.slug ? version : `${version} · slug ${release.slug.id.slice(0, 8)}`;
}
