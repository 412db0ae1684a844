import { AppSummaries, SummariesQuery } from "@/lib/schemas/summary";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readSummaries } from "@/lib/server/watch/summaries";

export const GET = handler(
  { query: SummariesQuery, answer: AppSummaries, action: null, verb: "read" },
  async ({ query, session }) => ({
    // Not bound to the request: others may be waiting for the same read.
    items: await readSummaries(herokuFor(session.grant), query.apps, {
      viewer: query.once ? "once" : "page",
    }),
    next: null,
  }),
);
