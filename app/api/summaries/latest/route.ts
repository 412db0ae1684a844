import { LatestStates } from "@/lib/schemas/summary";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readLatestStates } from "@/lib/server/watch/summaries";

export const GET = handler({ answer: LatestStates, action: null, verb: "read" }, async ({ session }) => ({
  items: await readLatestStates(herokuFor(session.grant)),
  next: null,
}));
