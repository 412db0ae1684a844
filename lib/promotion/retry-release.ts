import type { Release } from "@/lib/schemas/release";
import type { ReleaseCreate } from "@/lib/schemas/release-request";
import { newestFirst, sameCode } from "@/lib/timeline/lineage";

/**
 * The request that releases the slug of a failed release again; null when that cannot be done: it has no slug, something newer is on its way, or its slug runs by now. The newest release that failed on a change of the
 * configuration can be retried all the same: its release phase runs again with what is set today.
 */
export function retryOf(release: Release, releases: readonly Release[]): ReleaseCreate | null {
  if (release.status !== "failed") return null;
  const [newest] = newestFirst(releases);
  const current = releases.find((other) => other.current);
  if (!release.slug || newest?.status === "pending") return null;
  const phaseOnly = newest?.id === release.id;
  if (current && sameCode(release, current) && !phaseOnly) return null;
  const what = release.description?.replace(/^Retry of v\d+: /, "") ?? "";
  return {
    slug: release.slug.id,
    description: `Retry of v${release.version}${what ? `: ${what}` : ""}`.slice(0, 500),
    expected_current: current?.id ?? null,
  };
}
