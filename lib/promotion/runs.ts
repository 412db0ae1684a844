import type { ReviewApp } from "@/lib/schemas/review";
import { codeOf } from "@/lib/timeline/code-of";
import { causeOf, phraseOf } from "@/lib/timeline/describe";
import { hasCode } from "@/lib/timeline/lineage";

/** What runs on one side of a promotion. `since` (ISO) is its release's time. */
export type Runs = {
  release: { id: string; version: number };
  /** The slug's id; null where an image runs, or nothing is known. */
  slug: string | null;
  /** The image's id, on apps without slugs. */
  image: string | null;
  commit: string | null;
  description: string | null;
  since: string;
};

/** What an app runs now; null when that is nothing. `kin`: apps whose builds may have made its slug. */
export function runsOf(app: ReviewApp, kin: readonly ReviewApp[] = []): Runs | null {
  const { current } = app;
  if (!current || !hasCode(current)) return null;
  const all = [app, ...kin];
  const code = codeOf(
    current,
    all.flatMap((one) => one.builds),
    all.flatMap((one) => one.releases),
    app.slug,
  );
  const image = current.slug ? undefined : current.artifacts[0]?.id;
  const made = image ? app.image : null;
  return {
    release: { id: current.id, version: current.version },
    slug: current.slug?.id ?? null,
    image: image ?? null,
    commit: made?.commit ?? code.commit,
    description: made?.commit_description ?? code.description ?? phraseOf(causeOf(current.description)),
    since: current.created_at,
  };
}
