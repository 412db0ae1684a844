import type { Release, ReleaseCreate } from "@/lib/schemas/release";
import { newestFirst, sameCode } from "@/lib/timeline/lineage";

/**
 * Returns the request that releases the slug of a failed release again. Returns null when it has no slug, a newer
 * release is in progress, or its slug already runs. The newest release can be retried if it failed on a config
 * change: its release phase runs again with the current config.
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
