import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { theWatch } from "./process-watch";
import type { LookKind } from "./types";
import type { Watch } from "./watch";

type Options = {
  /** How closely they are looked at for the next minute: a screen has them read at least every 25 s; `once`: not at all. */
  look?: LookKind | "once";
  /** For tests: another watch than the server's. */
  watch?: Watch;
};

/**
 * What the rows of these apps show, in the order asked; apps that the grant cannot see are left out. It is kept once
 * for all who look; `read_at` is when upstream last answered. Throws when nothing is known of any of them.
 */
export function readSummaries(
  heroku: Heroku,
  names: string[],
  { look = "page", watch = theWatch() }: Options = {},
): Promise<AppSummary[]> {
  return watch.summaries(heroku, names, look);
}
