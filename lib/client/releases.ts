import { infiniteQueryOptions, mutationOptions, queryOptions, skipToken } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import type { ReleaseCreate } from "@/lib/schemas/release";
import { Release, ReleaseList } from "@/lib/schemas/release";
import { ConfigChanges } from "@/lib/schemas/review";
import { callApi } from "./api";
import { appQuery } from "./apps";
import { pace } from "./events/events-live";
import { reviewsQuery } from "./pipelines";

/** Newest first, in pages. */
export const releasesQuery = (app: string) =>
  infiniteQueryOptions({
    queryKey: ["apps", app, "releases"],
    meta: { shows: "releases", apps: [app] },
    queryFn: ({ signal, pageParam }) =>
      callApi(api.releases(app, pageParam || undefined), ReleaseList, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items[0]?.status === "pending"
        ? pace(2_000, 15_000)
        : pace(15_000, 120_000),
  });

export const releaseQuery = (app: string, release: string | number) =>
  queryOptions({
    queryKey: ["apps", app, "releases", String(release)],
    meta: { shows: "releases", apps: [app] },
    queryFn: ({ signal }) => callApi(api.release(app, release), Release, { signal }),
    refetchInterval: (query) =>
      query.state.data?.status === "pending" ? pace(1_500, 10_000) : pace(30_000, 120_000),
  });

/**
 * Releases a slug, or rolls back. Fails with `ApiFailure`: `conflict` with `moved`, `held` with `holds`, `same_slug`,
 * `two_factor`. After a failure the app and its reviews are read again too, because the release may have been made
 * nevertheless.
 */
export const createReleaseMutation = (app: string) =>
  mutationOptions({
    mutationFn: async (body: ReleaseCreate, { client }) => {
      const release = await callApi(api.releases(app), Release, { method: "POST", body });
      client.setQueryData(releaseQuery(app, release.version).queryKey, release);
      return release;
    },
    onSettled: (_release, error, _body, _result, { client }) => {
      if (error) void client.invalidateQueries({ queryKey: reviewsQuery([]).queryKey });
      return client.invalidateQueries({ queryKey: appQuery(app).queryKey });
    },
  });

/** The config var names that a rollback to this release would change. */
export const configChangesQuery = (app: string, release: string | undefined) =>
  queryOptions({
    queryKey: ["apps", app, "releases", release, "config-changes"],
    meta: { shows: "releases", apps: [app] },
    queryFn:
      release === undefined
        ? skipToken
        : ({ signal }) => callApi(api.configChanges(app, release), ConfigChanges, { signal }),
    staleTime: 10_000,
  });
