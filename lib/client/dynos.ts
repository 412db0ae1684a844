import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { DynoList, FormationList } from "@/lib/schemas/dyno";
import { callApi } from "./api";
import { pace } from "./events/events-live";

/** The dynos and the release that each runs; polled faster while one starts or crashes. */
export const dynosQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "dynos"],
    meta: { shows: "dynos", apps: [app] },
    queryFn: ({ signal }) => callApi(api.dynos(app), DynoList, { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some((dyno) => dyno.state === "starting")
        ? pace(2_000, 10_000)
        : pace(10_000, 60_000),
  });

export const formationQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "formation"],
    meta: { shows: "dynos", apps: [app] },
    queryFn: ({ signal }) => callApi(api.formation(app), FormationList, { signal }),
    refetchInterval: 60_000,
  });
