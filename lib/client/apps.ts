import { mutationOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { App, type AppCreate, AppList } from "@/lib/schemas/app";
import { AppSummaries, type AppSummary, LatestStates } from "@/lib/schemas/summary";
import { callApi } from "./api";
import { pace } from "./events/events-live";

/** Every app that the account can see, team apps included. */
export const appsQuery = () =>
  queryOptions({
    queryKey: ["apps"],
    meta: { shows: "lists" },
    queryFn: ({ signal }) => callApi(api.apps(), AppList, { signal }),
    refetchInterval: () => pace(30_000, 120_000),
  });

export const appQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app],
    meta: { shows: "app", apps: [app] },
    queryFn: ({ signal }) => callApi(api.app(app), App, { signal }),
    refetchInterval: () => pace(60_000, 300_000),
  });

/**
 * Creates an app; Heroku generates a name if none is given. Fails with `ApiFailure` (a taken name is
 * `invalid_params`).
 */
export const createAppMutation = () =>
  mutationOptions({
    mutationFn: (body: AppCreate) => callApi(api.apps(), App, { method: "POST", body }),
    onSettled: (_app, error, _body, _result, { client }) =>
      error ? undefined : client.invalidateQueries({ queryKey: appsQuery().queryKey }),
  });

/**
 * The summaries of these apps. Without live events they are polled every 3 s while one of the apps moves, else every
 * 15 s.
 */
export const summariesQuery = (apps: readonly string[]) =>
  queryOptions({
    queryKey: ["summaries", ...apps],
    meta: { shows: "summaries", apps },
    queryFn: ({ signal }) => callApi(api.summaries(apps), AppSummaries, { signal }),
    enabled: apps.length > 0,
    refetchInterval: (query) =>
      query.state.data?.items.some(isMoving) ? pace(3_000, 15_000) : pace(15_000, 60_000),
  });

/** The same, read once without starting a watch of the apps. */
export const summariesOnceQuery = (apps: string[]) =>
  queryOptions({
    queryKey: ["states", ...apps],
    queryFn: ({ signal }) => callApi(api.summariesOnce(apps), AppSummaries, { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** The states of the newest build and release of every app in a pipeline. */
export const latestStatesQuery = () =>
  queryOptions({
    queryKey: ["latest-states"],
    queryFn: ({ signal }) => callApi(api.latestStates(), LatestStates, { signal }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

function isMoving(summary: AppSummary): boolean {
  return summary.builds[0]?.status === "pending" || summary.releases[0]?.status === "pending";
}
