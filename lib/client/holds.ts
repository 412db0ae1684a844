import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Hold, type HoldCreate, HoldList } from "@/lib/schemas/hold";
import { callApi } from "./api";

/** The holds in force on an app and on slugs that it has run, and the releases that bypassed one. */
export const holdsQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "holds"],
    meta: { shows: "holds", apps: [app] },
    queryFn: ({ signal }) => callApi(api.holds(app), HoldList, { signal }),
    refetchInterval: 60_000,
  });

export const placeHold = (app: string, body: HoldCreate) =>
  callApi(api.holds(app), Hold, { method: "POST", body });

export const liftHold = (app: string, hold: string) =>
  callApi(api.hold(app, hold), Hold, { method: "DELETE" });
