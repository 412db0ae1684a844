import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import { causeOf } from "./describe";

/** The code of a release: the version of its source (usually a commit) and its description. */
export type Code = { commit: string | null; description: string | null };

/**
 * Returns the code of a release: from the build that made its slug, else from the slug, else from the descriptions
 * of releases with the same slug. All lists may be partial.
 */
export function codeOf(
  release: Release,
  builds: readonly Build[],
  releases: readonly Release[],
  slug: Slug | null = null,
): Code {
  const build =
    builds.find((made) => made.release?.id === release.id) ??
    builds.find((made) => made.slug && made.slug.id === release.slug?.id);
  if (build) {
    const { version, version_description } = build.source_blob;
    return { commit: version, description: version_description };
  }
  if (slug && slug.id === release.slug?.id && (slug.commit || slug.commit_description)) {
    return { commit: slug.commit, description: slug.commit_description };
  }
  const same = releases.filter((other) => other.slug && other.slug.id === release.slug?.id);
  for (const other of [release, ...same]) {
    const cause = causeOf(other.description);
    if ((cause.kind === "deploy" || cause.kind === "promotion") && cause.commit) {
      return { commit: cause.commit, description: null };
    }
  }
  return { commit: null, description: null };
}
