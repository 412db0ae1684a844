import { App, AppCreate, AppList } from "@/lib/schemas/app";
import { createApp, listApps } from "@/lib/server/heroku/apps";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";

export const GET = handler({ answer: AppList, action: null, verb: "read" }, ({ shown }) => listApps(shown));

export const POST = handler(
  { body: AppCreate, answer: App, status: 201, action: "app.create", verb: null },
  ({ body, session, requestId }) => createApp(herokuFor(session.grant, { requestId }), body),
);
