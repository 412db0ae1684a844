import { ReviewAppList } from "@/lib/schemas/review";
import { SummariesQuery } from "@/lib/schemas/summary";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readReviews } from "@/lib/server/review/read-reviews";

export const GET = handler(
  { query: SummariesQuery, answer: ReviewAppList, action: null, verb: "read" },
  async ({ query, session, requestId }) => ({
    // Not bound to the request: the read may be shared with others.
    items: await readReviews(herokuFor(session.grant, { requestId }), query.apps),
    next: null,
  }),
);
