import { infiniteQueryOptions, mutationOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Build, type BuildCreate, BuildList } from "@/lib/schemas/build";
import { callApi } from "./api";
import { appQuery } from "./apps";
import { pace } from "./events/events-live";

/** Newest first, in pages. */
export const buildsQuery = (app: string) =>
  infiniteQueryOptions({
    queryKey: ["apps", app, "builds"],
    meta: { shows: "builds", apps: [app] },
    queryFn: ({ signal, pageParam }) =>
      callApi(api.builds(app, pageParam || undefined), BuildList, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((build) => build.status === "pending")
        ? pace(2_000, 15_000)
        : pace(15_000, 120_000),
  });

/** One build, polled every 1.5 s (every 10 s with live events) until its status is final. */
export const buildQuery = (app: string, build: string) =>
  queryOptions({
    queryKey: ["apps", app, "builds", build],
    meta: { shows: "builds", apps: [app] },
    queryFn: ({ signal }) => callApi(api.build(app, build), Build, { signal }),
    refetchInterval: (query) => (query.state.data?.status === "pending" ? pace(1_500, 10_000) : false),
  });

export const createBuild = (app: string, body: BuildCreate) =>
  callApi(api.builds(app), Build, { method: "POST", body });

export const cancelBuildMutation = (app: string, build: string) =>
  mutationOptions({
    mutationFn: () => callApi(api.build(app, build), Build, { method: "DELETE" }),
    onSettled: (_build, _error, _body, _result, { client }) =>
      client.invalidateQueries({ queryKey: appQuery(app).queryKey }),
  });

/** Builds the same source again; only the server has its URL. The variable is the reason to override a hold. */
export const retryBuildMutation = (app: string, build: string) =>
  mutationOptions({
    mutationFn: async (override: string | undefined, { client }) => {
      const retry = await callApi(api.buildRetry(app, build, override), Build, { method: "POST" });
      void client.invalidateQueries({ queryKey: buildsQuery(app).queryKey });
      return retry;
    },
  });
