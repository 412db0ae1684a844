import type { Release } from "@/lib/schemas/release";
import type { ReleaseCreate } from "@/lib/schemas/release-request";
import { newestFirst, sameCode } from "@/lib/timeline/lineage";

/**
 * The request that releases the slug of a failed or expired release again; null when that cannot be done: it has no
 * slug, its slug runs by now (it failed on a change of the configuration), or something newer is on its way.
 */
export function retryOf(release: Release, releases: readonly Release[]): ReleaseCreate | null {
  if (release.status !== "failed" && release.status !== "expired") return null;
  const [newest] = newestFirst(releases);
  const current = releases.find((other) => other.current);
  if (!release.slug || newest?.status === "pending" || (current && sameCode(release, current))) return null;
  const what = release.description?.replace(/^Retry of v\d+: /, "") ?? "";
  return {
    slug: release.slug.id,
    description: `Retry of v${release.version}${what ? `: ${what}` : ""}`.slice(0, 500),
    expected_current: current?.id ?? null,
  };
}
