import type { PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { AttemptRow } from "@/lib/server/store/promotion-rows";

type Intent = Pick<
  AttemptRow,
  "kind" | "slug_id" | "artifacts" | "back_to_version" | "newest_version" | "user_id" | "email"
>;
type SlippedIn = PromotionTarget["slipped_in"];

/**
 * Returns the release that an attempt created, or null: the first that is newer than the newest release at the time of
 * the intent, by the same account, with the intended slug or images.
 */
export function releaseOf(intent: Intent, releases: readonly Release[]): Release | null {
  const ours = releases.filter(
    (release) =>
      release.version > (intent.newest_version ?? 0) && isBy(intent, release) && carries(intent, release),
  );
  return ours.sort((a, b) => a.version - b.version)[0] ?? null;
}

/** Returns the releases between the newest one at the check and ours, oldest first. */
export function slippedIn(
  releases: readonly Release[],
  newestThen: number | null,
  version: number,
): SlippedIn {
  return releases
    .filter((release) => release.version > (newestThen ?? 0) && release.version < version)
    .sort((a, b) => a.version - b.version)
    .map(({ id, version, description }) => ({ id, version, description }));
}

/** Identifies what a release runs apart from config vars: its slug or its images. */
export function artifactsOf(release: Pick<Release, "slug" | "artifacts">): string | null {
  if (release.slug) return null;
  const ids = release.artifacts.map(({ id }) => id).sort();
  return ids.length > 0 ? ids.join(" ") : null;
}

function isBy(intent: Intent, { user }: Release): boolean {
  return user.id === null ? user.email === intent.email : user.id === intent.user_id;
}

function carries(intent: Intent, release: Release): boolean {
  if ((release.slug?.id ?? null) !== intent.slug_id || artifactsOf(release) !== intent.artifacts)
    return false;
  const back = /^rollback to v(\d+)/i.exec(release.description ?? "");
  // A rollback also restores config vars, so a plain release of the same slug does not match.
  return intent.kind === "rollback" ? Number(back?.[1]) === intent.back_to_version : back === null;
}
