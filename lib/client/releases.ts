import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Release, ReleaseList } from "@/lib/schemas/release";
import { callApi } from "./api";

/** Newest first, in pages. */
export const releasesQuery = (app: string) =>
  infiniteQueryOptions({
    queryKey: ["apps", app, "releases"],
    queryFn: ({ signal, pageParam }) =>
      callApi(api.releases(app, pageParam || undefined), ReleaseList, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => (query.state.data?.pages[0]?.items[0]?.status === "pending" ? 2_000 : 15_000),
  });

export const releaseQuery = (app: string, release: string | number) =>
  queryOptions({
    queryKey: ["apps", app, "releases", String(release)],
    queryFn: ({ signal }) => callApi(api.release(app, release), Release, { signal }),
    refetchInterval: (query) => (query.state.data?.status === "pending" ? 1_500 : 30_000),
  });
