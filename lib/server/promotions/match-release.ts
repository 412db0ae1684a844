import type { PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";

type Intent = Pick<
  AttemptRow,
  "kind" | "slug_id" | "artifacts" | "back_to_version" | "newest_version" | "user_id" | "email"
>;

/**
 * Returns the release that an attempt created, or null: the first that is newer than the newest release at the time of
 * the intent, by the same account, with the intended slug or images.
 */
export function matchRelease(intent: Intent, releases: readonly Release[]): Release | null {
  const candidates = releases.filter(
    (release) =>
      release.version > (intent.newest_version ?? 0) && isBy(intent, release) && hasContent(intent, release),
  );
  return candidates.sort((a, b) => a.version - b.version)[0] ?? null;
}

/** Returns the releases between the newest one at the check (null: there was none) and ours, oldest first. */
export function releasesBetween(
  releases: readonly Release[],
  newest: number | null,
  version: number,
): PromotionTarget["slipped_in"] {
  return releases
    .filter((release) => release.version > (newest ?? 0) && release.version < version)
    .sort((a, b) => a.version - b.version)
    .map(({ id, version, description }) => ({ id, version, description }));
}

/** Returns the ids of the images that a release runs, joined by blanks; null when it has a slug or no images. */
export function artifactsOf(release: Pick<Release, "slug" | "artifacts">): string | null {
  if (release.slug) return null;
  const ids = release.artifacts.map(({ id }) => id).sort();
  return ids.length > 0 ? ids.join(" ") : null;
}

function isBy(intent: Intent, { user }: Release): boolean {
  return user.id === null ? user.email === intent.email : user.id === intent.user_id;
}

function hasContent(intent: Intent, release: Release): boolean {
  if ((release.slug?.id ?? null) !== intent.slug_id || artifactsOf(release) !== intent.artifacts)
    return false;
  const rollback = /^rollback to v(\d+)/i.exec(release.description ?? "");
  // A rollback also restores config vars, so a plain release of the same slug does not match.
  return intent.kind === "rollback" ? Number(rollback?.[1]) === intent.back_to_version : rollback === null;
}
