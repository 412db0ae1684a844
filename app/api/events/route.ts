import { EventsQuery } from "@/lib/schemas/event";
import { handler } from "@/lib/server/handler";
import { herokuFor } from "@/lib/server/heroku/client";
import { sessionToken } from "@/lib/server/session";
import { sessionOf } from "@/lib/server/session-of";
import { eventStream } from "@/lib/server/watch/event-stream";

export const GET = handler({ query: EventsQuery }, async ({ query, session, request }) => {
  const token = await sessionToken();
  return eventStream(herokuFor(session.grant), query.apps, {
    session: { id: session.id, stillSignedIn: async () => (await sessionOf(token)) !== null },
    signal: request.signal,
  });
});
