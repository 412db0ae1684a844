import { EventsQuery } from "@/lib/schemas/event";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { sessionByToken } from "@/lib/server/session/find-session";
import { sessionToken } from "@/lib/server/session/session";
import { eventStream } from "@/lib/server/watch/event-stream";

export const GET = handler(
  { query: EventsQuery, answer: { contentType: "text/event-stream" }, action: null, verb: "read" },
  async ({ query, session, request }) => {
    const token = await sessionToken();
    return eventStream(herokuFor(session.grant), query.apps, {
      session: { id: session.id, stillSignedIn: async () => (await sessionByToken(token)) !== null },
      signal: request.signal,
    });
  },
);
