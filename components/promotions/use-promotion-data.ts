import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { targetNames } from "@/lib/apps/target-names";
import { reviewsQuery } from "@/lib/client/pipelines";
import { promotionQuery, promotionsQuery } from "@/lib/client/promotions";
import { type Standing, standingOf } from "@/lib/promotion/standing";
import { expectedTime } from "@/lib/review/expected-time";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { describeRelease } from "@/lib/timeline/describe-release";

/** Returns the current state of a promotion's apps, and its expected duration. */
export function usePromotionData(promotion: Promotion) {
  const { pipeline, source, targets, of, kind } = promotion;
  const visible = targets.flatMap(({ app }) => (app.name === null ? [] : [app.id]));
  const reviews = useQuery(reviewsQuery([...new Set([source.app.id, ...visible])]));
  const past = useInfiniteQuery(
    promotionsQuery(pipeline ? { pipeline: pipeline.id } : { app: targets[0]?.app.id ?? source.app.id }),
  );
  const original = useQuery({ ...promotionQuery(of ?? ""), enabled: of !== null });
  const names = useMemo(() => targetNames(targets), [targets]);
  const returnsTo = useMemo(
    () => (kind === "put back" && original.data ? versionsBefore(original.data, promotion) : undefined),
    [kind, original.data, promotion],
  );
  const reviewOf = (app: string): ReviewApp | undefined =>
    reviews.data?.items.find((review) => review.app.id === app);
  return {
    reviewOf,
    reviews,
    standingOf: (target: PromotionTarget): Standing => standingOf(target, reviewOf(target.app.id)),
    /** Returns the description of a release of a target's app. */
    descriptionOf: (app: string, release: Release): string | null => {
      const review = reviewOf(app);
      if (!review) return null;
      const { builds } = reviewOf(source.app.id) ?? { builds: [] };
      return describeRelease(release, { ...review, builds: [...review.builds, ...builds] }).full;
    },
    /** Returns the short name of a target by its id. */
    nameOf: (target: string) => names.get(target) ?? "",
    expectedMs: expectedTime(promotion, past.data?.pages.flatMap((page) => page.items) ?? []),
    original: original.data ?? null,
    returnsTo,
  };
}

export type PromotionData = ReturnType<typeof usePromotionData>;

/** Maps target ids of the roll back to the version that ran on their app before the original promotion. */
function versionsBefore(original: Promotion, back: Promotion): ReadonlyMap<string, number> {
  return new Map(
    back.targets.flatMap(({ id, app }) => {
      const before = original.targets.find((target) => target.app.id === app.id)?.previous;
      return before ? [[id, before.version] as const] : [];
    }),
  );
}
