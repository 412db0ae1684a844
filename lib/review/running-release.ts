import type { ReviewApp } from "@/lib/schemas/review";
import { describeRelease } from "@/lib/timeline/describe-release";
import { hasCode } from "@/lib/timeline/lineage";

/** The running code of an app. `since` (ISO) is the time of its release. */
export type Runs = {
  release: { id: string; version: number };
  /** The id of the slug; null when an image runs, or nothing is known. */
  slug: string | null;
  /** The id of the image, on apps without slugs. */
  image: string | null;
  commit: string | null;
  /** "Retry webhooks · rolled back to v41". */
  description: string | null;
  since: string;
};

/** Returns what an app runs; null when nothing does. `relatedApps`: other apps whose builds may have made its slug. */
export function runsOf(app: ReviewApp, relatedApps: readonly ReviewApp[] = []): Runs | null {
  const { current } = app;
  if (!current || !hasCode(current)) return null;
  const all = [app, ...relatedApps];
  const { commit, full } = describeRelease(current, {
    builds: all.flatMap((one) => one.builds),
    releases: all.flatMap((one) => one.releases),
    slug: app.slug,
    image: app.image,
  });
  return {
    release: { id: current.id, version: current.version },
    slug: current.slug?.id ?? null,
    image: current.slug ? null : (current.artifacts[0]?.id ?? null),
    commit,
    description: full,
    since: current.created_at,
  };
}
