import type { Release } from "@/lib/schemas/release";
import { hasRun } from "@/lib/timeline/did-run";
import { codeId, newestFirst } from "@/lib/timeline/lineage";

/**
 * A period during which code ran, in ISO times; `until` is null while it still runs. `releases` counts the releases
 * within it.
 */
type Ran = { since: string; until: string | null; releases: number };

/**
 * Returns the uninterrupted period during which the code of a release ran: config changes before and after it keep
 * the code. Null when the release never ran, or is not in the list (any order).
 */
export function codeRanOf(release: Release, releases: readonly Release[]): Ran | null {
  const ran = newestFirst(releases).filter(hasRun);
  const at = ran.findIndex((other) => other.id === release.id);
  if (at === -1) return null;
  const code = codeId(release);
  const others = (other: Release) => codeId(other) !== code;
  const newer = ran.slice(0, at).findLast(others);
  const before = ran.slice(at).findIndex(others);
  const stretch = ran.slice(newer ? ran.indexOf(newer) + 1 : 0, before === -1 ? ran.length : at + before);
  return {
    since: stretch.at(-1)?.created_at ?? release.created_at,
    until: newer?.created_at ?? null,
    releases: stretch.length,
  };
}
