import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { type Cause, causeOf } from "./describe";
import { hasRun } from "./did-run";

/** Returns the releases newest first, without duplicates: pages of a growing list overlap. */
export function newestFirst(releases: readonly Release[]): Release[] {
  return [...new Map(releases.map((release) => [release.id, release])).values()].sort(
    (a, b) => b.version - a.version,
  );
}

/** Returns true if the release has code to run: a slug, or an image on newer generations of the platform. */
export const hasCode = (release: Release) => release.slug !== null || release.artifacts.length > 0;

/**
 * Returns the identity of a release's code: the id of its slug, or the ids of its images. Null when it has no code.
 */
export function codeId({ slug, artifacts }: Pick<Release, "slug" | "artifacts">): string | null {
  if (slug) return slug.id;
  const ids = new Set(artifacts.map((artifact) => artifact.id));
  return ids.size > 0 ? [...ids].sort().join() : null;
}

/** Returns true if two releases run the same code, or both have none. */
export function sameCode(a: Pick<Release, "slug" | "artifacts">, b: Pick<Release, "slug" | "artifacts">) {
  return codeId(a) === codeId(b);
}

/**
 * Returns the release that ran before this one, from a list in any order. Undefined when there is none or this one
 * is not in the list.
 */
export function predecessor(release: Release, releases: readonly Release[]): Release | undefined {
  return newestFirst(releases).find((other) => other.version < release.version && hasRun(other));
}

/** Returns true if the code of a release is destroyed and can no longer be identified. */
export const hasLostCode = (release: Release) => release.status === "expired" && !hasCode(release);

const MAKES_CODE = new Set<Cause["kind"]>(["deploy", "rollback", "retry", "promotion", "initial"]);

/**
 * Returns true if a release changed only the config: it kept the code of the one before it and was not made by a
 * build, a rollback or a promotion. `before` is its predecessor; without one, or when the code of either is lost,
 * the description decides.
 */
export function changedOnlyConfig(release: Release, before: Release | undefined): boolean {
  const cause = causeOf(release.description).kind;
  if (MAKES_CODE.has(cause)) return false;
  if (!before || hasLostCode(before) || hasLostCode(release)) return cause === "config" || cause === "addon";
  return sameCode(release, before);
}

/**
 * Maps release ids to the build that made them. A build makes at most one release, and a release is made by at most
 * one build.
 */
export function makers(builds: readonly Build[], releases: readonly Release[]): Map<string, Build> {
  const made = new Map<string, Build>();
  const known = new Map(releases.map((release) => [release.id, release]));
  const without: Build[] = [];
  for (const build of builds) {
    const id = build.release?.id;
    if (id && known.has(id) && !made.has(id)) made.set(id, build);
    else if (!id && build.slug) without.push(build);
  }
  // Old builds do not name their release: it is the first deploy of their slug.
  const oldestFirst = newestFirst(releases).reverse();
  for (const build of without) {
    const first = oldestFirst.find(
      (release) =>
        release.slug?.id === build.slug?.id &&
        causeOf(release.description).kind === "deploy" &&
        !made.has(release.id),
    );
    if (first) made.set(first.id, build);
  }
  return made;
}
