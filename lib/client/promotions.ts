import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Promotion, type PromotionCreate, PromotionList, type PutBack } from "@/lib/schemas/promotion";
import { callApi } from "./api";

/** One promotion; every second while it moves, because people watch it. */
export const promotionQuery = (id: string) =>
  queryOptions({
    queryKey: ["promotions", id],
    queryFn: ({ signal }) => callApi(api.promotion(id), Promotion, { signal }),
    refetchInterval: (query) => (query.state.data?.status === "completed" ? 15_000 : 1_000),
  });

/** Promotions of a pipeline, or those that went to an app; newest first, in pages. */
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
 * Sends what was reviewed. Throws `ApiFailure`: `conflict` with `moved`, `held` with `holds`, `two_factor`,
 * `same_slug`, `unreachable` when no answer came (then ask for the id that was sent).
 */
export const createPromotion = (body: PromotionCreate) =>
  callApi(api.promotions(), Promotion, { method: "POST", body });

/** Targets whose turn has not come are not sent. */
export const stopPromotion = (id: string) => callApi(api.promotionStop(id), Promotion, { method: "POST" });

/** Returns targets to what they ran before; answers the promotion (kind "put back") that does it. */
export const putBack = (id: string, body: PutBack) =>
  callApi(api.promotionPutBack(id), Promotion, { method: "POST", body });
