import type { Build } from "@/lib/schemas/build";
import type { Image } from "@/lib/schemas/image";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import { initialRelease, promotedFrom, retryOf, rolledBackCodeTo, rolledBackTo } from "@/lib/text/release";
import { type Cause, causeOf } from "./describe";
import { codeId, newestFirst, sameCode } from "./lineage";

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

/** The data that describes a release's code. All of it may be partial; `builds` may belong to several apps. */
type ReleaseSources = {
  builds: readonly Build[];
  releases: readonly Release[];
  slug?: Slug | null;
  slugs?: readonly Slug[];
  image?: Image | null;
};

export type ReleaseDescription = {
  /** The version of the code's source, usually a commit. */
  commit: string | null;
  /** The description of the code: "Retry webhooks". */
  text: string | null;
  /** What made the release, if not a build: "rolled back to v41", "set LOG_LEVEL". */
  cause: string | null;
  /** Both: "Retry webhooks · rolled back to v41". */
  full: string | null;
};

/** Describes a release with the same text for lists, headings, reviews, titles and screens. */
export function describeRelease(release: Release, sources: ReleaseSources): ReleaseDescription {
  const { builds, releases, slug = null, slugs = [], image } = sources;
  const made = image && release.artifacts.some(({ id }) => id === image.id) ? image : null;
  const own = slugs.find(({ id }) => id === release.slug?.id) ?? slug;
  const code = codeOf(release, builds, releases, own);
  const text = made?.commit_description ?? code.description;
  const cause = causeText(causeOf(release.description));
  return {
    commit: made?.commit ?? code.commit,
    text,
    cause,
    full: [text, cause].filter(Boolean).join(" · ") || null,
  };
}

/**
 * Returns the app whose release first brought this code here by a promotion, also for a later rollback or config
 * change.
 */
export function promotedFromApp(release: Release, releases: readonly Release[]): string | null {
  if (codeId(release) === null) return null;
  const same = newestFirst([release, ...releases]).filter((other) => sameCode(other, release));
  const causes = same.map(({ description }) => causeOf(description));
  return causes.findLast((cause) => cause.kind === "promotion")?.app ?? null;
}

/**
 * Returns the cause of a release as text. Null for a deploy, whose code has its own text, and for an empty
 * description.
 */
export function causeText(cause: Cause): string | null {
  switch (cause.kind) {
    case "deploy":
      return null;
    case "rollback":
      return cause.codeOnly ? rolledBackCodeTo(cause.version) : rolledBackTo(cause.version);
    case "retry":
      return retryOf(cause.version);
    case "promotion":
      return promotedFrom(cause.app);
    case "config":
      return `${cause.verb} ${firstNames(cause.names)}`;
    case "initial":
      return initialRelease;
    case "addon":
      return cause.text.charAt(0).toLowerCase() + cause.text.slice(1);
    case "other":
      return cause.text || null;
  }
}

/** Returns "A, B and 3 more": at most two names, so that a row stays one line. */
function firstNames(names: string[]): string {
  if (names.length <= 3) return names.join(", ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
