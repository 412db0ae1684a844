import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reviewsQuery } from "@/lib/client/pipelines";
import { laneTargets, type SeenTarget } from "@/lib/review/lane-target";
import { slugSource } from "@/lib/review/slug-source";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import type { Slug } from "@/lib/schemas/slug";

type Seen = { app: string; release: Release | null };

/**
 * Returns what releasing a slug of `app` on `to` would change, and whether that app has moved since the review. All
 * null while the apps are being read, or if one of them cannot be.
 */
export function useReleaseTarget(app: string, slug: Slug | null, to: string | null) {
  const names = to === null || to === app ? [app] : [app, to];
  const reviews = useQuery({ ...reviewsQuery(names), enabled: to !== null });
  const [seen, setSeen] = useState<Seen | null>(null);
  const find = (name: string | null) =>
    reviews.data?.items.find((review) => review.app.name === name || review.app.id === name) ?? null;
  const [from, review] = [find(app), find(to)];
  if (review && seen?.app !== review.app.id) setSeen({ app: review.app.id, release: review.current });
  const looked = review && seen?.app === review.app.id ? seen : null;
  return {
    reviews,
    review,
    target: from && review && slug ? targetOf(from, review, slug) : null,
    seen: looked?.release ?? null,
    moved: looked !== null && looked.release?.id !== review?.current?.id,
    /** Called when the user has seen what runs now. */
    look: () => {
      if (review) setSeen({ app: review.app.id, release: review.current });
    },
  };
}

function targetOf(from: ReviewApp, to: ReviewApp, slug: Slug): SeenTarget | null {
  const [target] = laneTargets(slugSource(from, slug), [{ hidden: false, ...to }], to.app.name);
  return target && !target.hidden ? target : null;
}
