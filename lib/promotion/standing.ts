import type { PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { hasRun } from "@/lib/timeline/did-run";
import { newestFirst } from "@/lib/timeline/lineage";

/**
 * What runs on a target now, compared with the release that a promotion made there. `running`: that release, or no
 * newer one · `overtaken`: a newer release, the first of which was made at `until` · `hidden`: the account cannot
 * see the app · `unread`: the app has not been read or can no longer be.
 */
export type Standing =
  | { state: "running" | "hidden" | "unread" }
  | { state: "overtaken"; by: Release; until: string };

type Target = Pick<PromotionTarget, "app" | "expected_version"> & { release: { version: number } | null };

/** Returns what runs on a target now. */
export function standingOf(
  { app, release, expected_version }: Target,
  review: Pick<ReviewApp, "current" | "releases"> | undefined,
): Standing {
  if (app.name === null) return { state: "hidden" };
  const current = review?.current;
  if (!current) return { state: "unread" };
  const own = release?.version ?? (expected_version === null ? null : expected_version - 1);
  if (own === null || current.version <= own) return { state: "running" };
  const newer = newestFirst([...review.releases, current]).filter(
    (other) => other.version > own && hasRun(other),
  );
  return { state: "overtaken", by: current, until: (newer.at(-1) ?? current).created_at };
}
