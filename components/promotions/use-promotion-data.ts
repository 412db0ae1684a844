"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { reviewsQuery } from "@/lib/client/pipelines";
import { promotionQuery, promotionsQuery } from "@/lib/client/promotions";
import { expectedTime } from "@/lib/promotion/expected-time";
import { targetNames } from "@/lib/promotion/target-names";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";

/** What a promotion's page shows beyond the promotion: its apps as they are now, and how long such a one takes. */
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
    /** What runs on a target instead, released after this promotion's; null while nothing does. */
    since: ({ app, release }: PromotionTarget) => {
      const now = reviewOf(app.id)?.current;
      return now && release && now.version > release.version ? now : null;
    },
    /** Target id → what it is called here. */
    nameOf: (target: string) => names.get(target) ?? "",
    expectedMs: expectedTime(promotion, past.data?.pages.flatMap((page) => page.items) ?? []),
    original: original.data ?? null,
    returnsTo,
  };
}

export type PromotionData = ReturnType<typeof usePromotionData>;

/** Target id of the put back → the version that ran on its app before the original promotion. */
function versionsBefore(original: Promotion, back: Promotion): ReadonlyMap<string, number> {
  return new Map(
    back.targets.flatMap(({ id, app }) => {
      const before = original.targets.find((target) => target.app.id === app.id)?.previous;
      return before ? [[id, before.version] as const] : [];
    }),
  );
}
