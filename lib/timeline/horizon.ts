import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";

type Page<T> = { items: T[]; next: string | null };

/**
 * Returns how far back both lists are loaded (ISO time), or null when both are complete. Rows older than that would
 * be incomplete. A build counts by its end, because its release is made then.
 */
export function horizonOf(builds: readonly Page<Build>[], releases: readonly Page<Release>[]): string | null {
  const oldestBuild = builds.at(-1)?.next ? builds.at(-1)?.items.at(-1) : undefined;
  const oldestRelease = releases.at(-1)?.next ? releases.at(-1)?.items.at(-1) : undefined;
  const times = [oldestBuild?.updated_at, oldestRelease?.created_at].filter((time) => time !== undefined);
  return times.sort().at(-1) ?? null;
}
