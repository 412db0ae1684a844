import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Promotion, type PromotionCreate, PromotionList, type PutBack } from "@/lib/schemas/promotion";
import { callApi } from "./api";

/** One promotion, polled every second while it is in progress. */
export const promotionQuery = (id: string) =>
  queryOptions({
    queryKey: ["promotions", id],
    meta: { shows: "lists" },
    queryFn: ({ signal }) => callApi(api.promotion(id), Promotion, { signal }),
    refetchInterval: (query) => (query.state.data?.status === "completed" ? 15_000 : 1_000),
  });

/** The promotions of a pipeline, or those to an app; newest first, in pages. */
export const promotionsQuery = (of: { pipeline?: string; app?: string }) =>
  infiniteQueryOptions({
    queryKey: ["promotions", of],
    queryFn: ({ signal, pageParam }) =>
      callApi(api.promotions(of, pageParam || undefined), PromotionList, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((promotion) => promotion.status === "pending") ? 3_000 : 30_000,
  });

/**
 * Sends a reviewed promotion. Throws `ApiFailure`: `conflict` with `moved`, `held` with `holds`, `two_factor`,
 * `same_slug`, `unreachable` when there was no response (then look the promotion up by the sent id).
 */
export const createPromotion = (body: PromotionCreate) =>
  callApi(api.promotions(), Promotion, { method: "POST", body });

/** Stops a promotion: targets that were not sent yet are skipped. */
export const stopPromotion = (id: string) => callApi(api.promotionStop(id), Promotion, { method: "POST" });

/**
 * Returns targets to the releases that they ran before; resolves with the promotion (kind "put back") that does it.
 */
export const putBack = (id: string, body: PutBack) =>
  callApi(api.promotionPutBack(id), Promotion, { method: "POST", body });
