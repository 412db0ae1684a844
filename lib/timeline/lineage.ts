import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { type Cause, causeOf } from "./describe";
import { hasRun } from "./did-run";

/** The releases in order, newest first, each once: pages of a list that grows repeat items. */
export function newestFirst(releases: readonly Release[]): Release[] {
  return [...new Map(releases.map((release) => [release.id, release])).values()].sort(
    (a, b) => b.version - a.version,
  );
}

/** Whether the release has code to run: a slug, or an image on newer generations of the platform. */
export const hasCode = (release: Release) => release.slug !== null || release.artifacts.length > 0;

/** What identifies the code of a release: its slug's id, without slugs its images' ids. Null when it has none. */
export function codeId({ slug, artifacts }: Pick<Release, "slug" | "artifacts">): string | null {
  if (slug) return slug.id;
  const ids = new Set(artifacts.map((artifact) => artifact.id));
  return ids.size > 0 ? [...ids].sort().join() : null;
}

/** Whether two releases run the same code, or both none. */
export function sameCode(a: Pick<Release, "slug" | "artifacts">, b: Pick<Release, "slug" | "artifacts">) {
  return codeId(a) === codeId(b);
}

/** The release that ran before this one, of a list in any order. Undefined when it is not in the list. */
export function predecessor(release: Release, releases: readonly Release[]): Release | undefined {
  return newestFirst(releases).find((other) => other.version < release.version && hasRun(other));
}

/** Whether a release made or ran code that can no longer be named, because it is destroyed. A walk back ends there. */
export const hasLostCode = (release: Release) => release.status === "expired" && !hasCode(release);

const MAKES_CODE = new Set<Cause["kind"]>(["deploy", "rollback", "retry", "promotion", "initial"]);

/**
 * Whether a release changed only the configuration: it kept the code of the one before it and was not made by a
 * build, a rollback or a promotion. `before` is its predecessor; without one, or when the code of either is lost, the
 * description decides.
 */
export function changedOnlyConfig(release: Release, before: Release | undefined): boolean {
  const cause = causeOf(release.description).kind;
  if (MAKES_CODE.has(cause)) return false;
  if (!before || hasLostCode(before) || hasLostCode(release)) return cause === "config" || cause === "addon";
  return sameCode(release, before);
}

/** Which build made which release: release id → build. A build makes one release, and a release has one maker. */
export function makers(builds: readonly Build[], releases: readonly Release[]): Map<string, Build> {
  const made = new Map<string, Build>();
  const known = new Map(releases.map((release) => [release.id, release]));
  const without: Build[] = [];
  for (const build of builds) {
    const id = build.release?.id;
    if (id && known.has(id) && !made.has(id)) made.set(id, build);
    else if (!id && build.slug) without.push(build);
  }
  // Builds from before upstream named their release: the first deploy of their slug is theirs.
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
