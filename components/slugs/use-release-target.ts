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
 * Returns the effect of releasing a slug of `app` on `to`. `moved` is true if the target has another release than the
 * reviewed one. `target` is null until both apps have been read.
 */
export function useReleaseTarget(app: string, slug: Slug | null, to: string | null) {
  const names = to === null || to === app ? [app] : [app, to];
  const reviews = useQuery({ ...reviewsQuery(names), enabled: to !== null });
  const [seen, setSeen] = useState<Seen | null>(null);
  const find = (name: string | null) =>
    reviews.data?.items.find((review) => review.app.name === name || review.app.id === name) ?? null;
  const [from, review] = [find(app), find(to)];
  if (review && seen?.app !== review.app.id) setSeen({ app: review.app.id, release: review.current });
  const reviewed = review && seen?.app === review.app.id ? seen : null;
  return {
    reviews,
    review,
    target: from && review && slug ? targetOf(from, review, slug) : null,
    seen: reviewed?.release ?? null,
    moved: reviewed !== null && reviewed.release?.id !== review?.current?.id,
    /** Accepts the current release of the target as reviewed. */
    acknowledge: () => {
      if (review) setSeen({ app: review.app.id, release: review.current });
    },
  };
}

function targetOf(from: ReviewApp, to: ReviewApp, slug: Slug): SeenTarget | null {
  const [target] = laneTargets(slugSource(from, slug), [{ hidden: false, ...to }], to.app.name);
  return target && !target.hidden ? target : null;
}
