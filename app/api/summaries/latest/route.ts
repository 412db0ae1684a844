import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { readLatestStates } from "@/lib/server/watch/latest-states";

export const GET = handler({}, async ({ session }) => ({
  items: await readLatestStates(herokuFor(session.grant)),
  next: null,
}));
