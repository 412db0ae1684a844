import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { theWatch } from "./process-watch";
import type { ViewerKind } from "./types";
import type { Watch } from "./watch";

type Options = {
  /** Polling for the next minute: a screen needs a read at least every 25 s; `once` watches nothing. */
  viewer?: ViewerKind | "once";
  /** Defaults to the watch of the server; tests inject another. */
  watch?: Watch;
};

/**
 * Returns the summaries of these apps in the given order, without apps that the grant cannot see. All viewers share
 * one copy; `read_at` is when upstream last answered. Throws when there is no summary of any of them.
 */
export function readSummaries(
  heroku: Heroku,
  names: string[],
  { viewer = "page", watch = theWatch() }: Options = {},
): Promise<AppSummary[]> {
  return watch.summaries(heroku, names, viewer);
}
