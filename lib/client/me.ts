import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { Me } from "@/lib/schemas/me";
import { callApi } from "./api";

/** The signed-in account and its remaining calls; polled once a minute. */
export const meQuery = () =>
  queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => callApi(api.me(), Me, { signal }),
    refetchInterval: 60_000,
    staleTime: 30_000,
  });
