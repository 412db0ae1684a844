import { Me } from "@/lib/schemas/me";
import { env } from "@/lib/server/env";
import { getRateLimit } from "@/lib/server/heroku/account";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";

export const GET = handler(
  { answer: Me, action: null, verb: "read" },
  async ({ session, request, requestId }) => {
    const heroku = herokuFor(session.grant, { signal: request.signal, requestId });
    return {
      user: session.user,
      mode: env().mode,
      scope: session.grant.scope,
      budget: { remaining: await getRateLimit(heroku) },
    };
  },
);
