import { infiniteQueryOptions, mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { wait } from "@/lib/async";
import { api } from "@/lib/paths";
import {
  Promotion,
  type PromotionCreate,
  PromotionList,
  type PromotionRollBack,
} from "@/lib/schemas/promotion";
import { ApiFailure, callApi, isFinal } from "./api";
import { pipelinesQuery, reviewsQuery } from "./pipelines";

const promotionsKey = ["promotions"];

/** One promotion, polled every second while it is in progress. */
export const promotionQuery = (id: string) =>
  queryOptions({
    queryKey: [...promotionsKey, id],
    meta: { shows: "lists" },
    queryFn: ({ signal }) => callApi(api.promotion(id), Promotion, { signal }),
    refetchInterval: (query) => (query.state.data?.status === "completed" ? 15_000 : 1_000),
  });

/** The promotions of a pipeline, or those to an app; newest first, in pages. */
export const promotionsQuery = (of: { pipeline?: string; app?: string }) =>
  infiniteQueryOptions({
    queryKey: [...promotionsKey, of],
    queryFn: ({ signal, pageParam }) =>
      callApi(api.promotions(of, pageParam || undefined), PromotionList, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((promotion) => promotion.status === "pending") ? 3_000 : 30_000,
  });

/** The response to a promotion was lost, and the server has no such promotion. `cause` is its error, if any. */
export class NothingPromoted extends Error {}

/**
 * Sends a reviewed promotion. If the response is lost, calls `onLost` and looks the promotion up by the sent id.
 * Fails with `NothingPromoted`, or `ApiFailure`: `conflict` with `moved`, `held` with `holds`, `two_factor`,
 * `same_slug`.
 */
export const createPromotionMutation = (onLost: () => void) =>
  mutationOptions({
    mutationFn: async (body: PromotionCreate & { id: string }, { client }) => {
      const promotion = await callApi(api.promotions(), Promotion, { method: "POST", body }).catch(
        (error: unknown) => {
          if (!isAmbiguous(error)) throw error;
          onLost();
          return lookUp(client, body.id, error);
        },
      );
      client.setQueryData(promotionQuery(promotion.id).queryKey, promotion);
      void client.invalidateQueries({ queryKey: promotionsKey });
      void client.invalidateQueries({ queryKey: pipelinesQuery().queryKey });
      void client.invalidateQueries({ queryKey: reviewsQuery([]).queryKey });
      return promotion;
    },
  });

async function lookUp(client: QueryClient, id: string, failure: unknown): Promise<Promotion> {
  const found = await findPromotion(
    () => client.fetchQuery({ ...promotionQuery(id), staleTime: 0, retry: false }),
    () => wait(1_000),
  );
  if (found) return found;
  // If only the response was lost, there is nothing more to report about it.
  const lost = failure instanceof ApiFailure && failure.id === "unreachable";
  throw new NothingPromoted("Nothing was promoted.", { cause: lost ? null : failure });
}

/** Stops a promotion: targets that were not sent yet are skipped. */
export const stopPromotionMutation = (id: string) =>
  mutationOptions({
    mutationFn: () => callApi(api.promotionStop(id), Promotion, { method: "POST" }),
    onSuccess: (stopped, _body, _result, { client }) =>
      client.setQueryData(promotionQuery(id).queryKey, stopped),
  });

/**
 * Returns targets to the releases that they ran before; resolves with the promotion (kind "put back") that does it.
 */
export const rollTargetsBackMutation = (id: string) =>
  mutationOptions({
    mutationFn: async (body: PromotionRollBack, { client }) => {
      const promotion = await callApi(api.promotionPutBack(id), Promotion, { method: "POST", body });
      client.setQueryData(promotionQuery(promotion.id).queryKey, promotion);
      return promotion;
    },
    onSettled: (_promotion, _error, _body, _result, { client }) => {
      void client.invalidateQueries({ queryKey: promotionsKey });
      return client.invalidateQueries({ queryKey: reviewsQuery([]).queryKey });
    },
  });

/** The number of consecutive "not found" responses, a second apart, that are conclusive. */
const CONCLUSIVE_MISSES = 5;

/**
 * Returns the promotion of a request whose response was lost; null after several "not found" responses in a row.
 * Retries while the server is unreachable. Throws an error that a retry would not change.
 */
export async function findPromotion<T>(read: () => Promise<T>, wait: () => Promise<void>): Promise<T | null> {
  for (let missing = 0; missing < CONCLUSIVE_MISSES; ) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.status === 404) missing += 1;
      else if (isFinal(error)) throw error;
      else missing = 0;
    }
    await wait();
  }
  return null;
}

/** Returns true if the outcome of a request that failed with this error is unknown. */
export function isAmbiguous(error: unknown): boolean {
  if (!(error instanceof ApiFailure)) return true;
  return error.status === 0 || ["internal", "upstream_timeout", "upstream_error"].includes(error.id);
}
