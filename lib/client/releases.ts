import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Release, ReleaseList } from "@/lib/schemas/release";
import type { ReleaseCreate } from "@/lib/schemas/release-request";
import { ConfigChanges } from "@/lib/schemas/review";
import { callApi } from "./api";
import { pace } from "./events/events-live";

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
 * Releases a slug, or rolls back. Throws `ApiFailure`: `conflict` with `moved`, `held` with `holds`, `same_slug`,
 * `two_factor`.
 */
export const createRelease = (app: string, body: ReleaseCreate) =>
  callApi(api.releases(app), Release, { method: "POST", body });

/** The config var names that a rollback to this release would change. */
export const configChangesQuery = (app: string, release: string | undefined) =>
  queryOptions({
    queryKey: ["apps", app, "releases", release ?? "", "config-changes"],
    meta: { shows: "releases", apps: [app] },
    queryFn: ({ signal }) => callApi(api.configChanges(app, release ?? ""), ConfigChanges, { signal }),
    enabled: release !== undefined,
    staleTime: 10_000,
  });
