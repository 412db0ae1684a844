import { EventsQuery } from "@/lib/schemas/event";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { sessionToken } from "@/lib/server/session/session";
import { sessionOf } from "@/lib/server/session/session-of";
import { eventStream } from "@/lib/server/watch/event-stream";

export const GET = handler({ query: EventsQuery }, async ({ query, session, request }) => {
  const token = await sessionToken();
  return eventStream(herokuFor(session.grant), query.apps, {
    session: { id: session.id, stillSignedIn: async () => (await sessionOf(token)) !== null },
    signal: request.signal,
  });
});
