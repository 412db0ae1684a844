import { SummariesQuery } from "@/lib/schemas/summary";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { readSummaries } from "@/lib/server/watch/summaries";

export const GET = handler({ query: SummariesQuery }, async ({ query, session, requestId }) => ({
  // Not bound to the request: others may be waiting for the same read.
  items: await readSummaries(herokuFor(session.grant, { requestId }), query.apps),
  next: null,
}));
