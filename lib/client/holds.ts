import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Hold, type HoldCreate, HoldList } from "@/lib/schemas/hold";
import { callApi } from "./api";
import { pipelinesQuery, reviewsQuery } from "./pipelines";

/** The holds in force on an app and on slugs that it has run, and the releases that bypassed one. */
export const holdsQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "holds"],
    meta: { shows: "holds", apps: [app] },
    queryFn: ({ signal }) => callApi(api.holds(app), HoldList, { signal }),
    refetchInterval: 60_000,
  });

/** Places a hold on an app, or on a slug that it has run. */
export const placeHoldMutation = (app: string) =>
  mutationOptions({
    mutationFn: (body: HoldCreate) => callApi(api.holds(app), Hold, { method: "POST", body }),
    onSuccess: (_hold, _body, _result, { client }) => refreshHolds(client, app),
  });

/** Lifts a hold before it expires. */
export const liftHoldMutation = (app: string) =>
  mutationOptions({
    mutationFn: (hold: string) => callApi(api.hold(app, hold), Hold, { method: "DELETE" }),
    onSuccess: (_hold, _id, _result, { client }) => refreshHolds(client, app),
  });

/** Refreshes everything that shows holds: the app, its pipeline, reviews. */
function refreshHolds(client: QueryClient, app: string): Promise<void> {
  void client.invalidateQueries({ queryKey: pipelinesQuery().queryKey });
  void client.invalidateQueries({ queryKey: reviewsQuery([]).queryKey });
  return client.invalidateQueries({ queryKey: holdsQuery(app).queryKey });
}
