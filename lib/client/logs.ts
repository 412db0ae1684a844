import { queryOptions } from "@tanstack/react-query";
import { api } from "@/lib/paths";
import { LogLines } from "@/lib/schemas/log";
import { callApi } from "./api";

/** The last lines of one dyno, oldest first. Not polled: opening a log session costs an upstream call. */
export const logsQuery = (app: string, options: { dyno: string; lines: number }) =>
  queryOptions({
    queryKey: ["apps", app, "logs", options.dyno, options.lines],
    meta: { shows: "rest", apps: [app] },
    queryFn: ({ signal }) => callApi(api.logs(app, options), LogLines, { signal }),
    staleTime: 15_000,
  });

/** The last lines of all dynos of an app, oldest first, as many as upstream keeps. Not polled. */
export const appLogsQuery = (app: string) =>
  queryOptions({
    queryKey: ["apps", app, "logs"],
    meta: { shows: "rest", apps: [app] },
    queryFn: ({ signal }) => callApi(api.logs(app, { lines: 1_500 }), LogLines, { signal }),
    staleTime: 60_000,
    retry: false,
  });
