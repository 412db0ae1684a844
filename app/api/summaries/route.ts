import { AppSummaries, SummariesQuery } from "@/lib/schemas/summary";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readSummaries } from "@/lib/server/watch/summaries";

export const GET = handler(
  { query: SummariesQuery, answer: AppSummaries, action: null, verb: "read" },
  async ({ query, session }) => ({
    // Not bound to the request: the read may be shared with others.
    items: await readSummaries(herokuFor(session.grant), query.apps, {
      viewer: query.once ? "once" : "page",
    }),
    next: null,
  }),
);
