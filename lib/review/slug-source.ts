import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Slug } from "@/lib/schemas/slug";
import { hasRun } from "@/lib/timeline/did-run";

/**
 * Returns an app as if it ran this slug, as the source for the preview of a release. The newest release with the slug
 * replaces the running one; without one, a release with the slug's own time.
 */
export function slugSource(app: ReviewApp, slug: Slug): ReviewApp {
  const ran = app.releases.find((release) => release.slug?.id === slug.id && hasRun(release));
  return { ...app, slug, image: null, current: ran ?? neverReleased(app, slug) };
}

function neverReleased({ app }: ReviewApp, slug: Slug): Release {
  return {
    id: slug.id,
    version: 0,
    app,
    status: "succeeded",
    current: false,
    ran: "not run",
    eligible_for_rollback: false,
    description: null,
    slug: { id: slug.id },
    artifacts: [{ type: "slug", id: slug.id }],
    release_phase: false,
    user: { id: null, email: null },
    created_at: slug.created_at,
    updated_at: slug.updated_at,
  };
}
