import type { Release } from "@/lib/schemas/release";
import { KEPT_MS, KEPT_RELEASES } from "./did-run";

/**
 * How long a release can be rolled back to. `until`: when it is 30 days old (ISO); `rank`: its position among the
 * app's releases, 1 being the newest. Its code is destroyed once it is older than that and its rank is beyond 20.
 */
export type Retention = { until: string; rank: number; newest: number };

/** `newest` is the version of the app's newest release. */
export function retentionOf(
  { version, created_at }: Pick<Release, "version" | "created_at">,
  newest: number,
): Retention {
  const until = new Date(Date.parse(created_at) + KEPT_MS).toISOString();
  return { until, rank: Math.max(1, newest - version + 1), newest: KEPT_RELEASES };
}
