import { AppCreate } from "@/lib/schemas/app";
import { createApp, listApps } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";
import { created, handler } from "@/lib/server/http/handler";

export const GET = handler({}, ({ shown }) => listApps(shown));

export const POST = handler({ body: AppCreate }, async ({ body, session, requestId }) =>
  created(await createApp(herokuFor(session.grant, { requestId }), body)),
);
