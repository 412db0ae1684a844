import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { readLatestStates } from "@/lib/server/watch/latest-states";

export const GET = handler({}, async ({ session }) => ({
  items: await readLatestStates(herokuFor(session.grant)),
  next: null,
}));
