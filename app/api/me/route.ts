import { env } from "@/lib/server/env";
import { handler } from "@/lib/server/handler";
import { getRateLimit } from "@/lib/server/heroku/account";
import { herokuFor } from "@/lib/server/heroku/client";

/** Who is signed in, by which mode, with which scopes, and how many upstream calls are left in this hour. */
export const GET = handler({}, async ({ session, request, requestId }) => {
  const heroku = herokuFor(session.grant, { signal: request.signal, requestId });
  return {
    user: session.user,
    mode: env().mode,
    scope: session.grant.scope,
    budget: { remaining: await getRateLimit(heroku) },
  };
});
