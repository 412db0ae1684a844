import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { AppSettings, AppSettingsPatch } from "@/lib/schemas/review";
import { herokuFor } from "@/lib/server/heroku/client";
import { handler } from "@/lib/server/http/handler";
import { changeAppSettings, readAppSettings } from "@/lib/server/review/app-settings";

const params = z.object({ app: AppParam });

export const GET = handler(
  { params, answer: AppSettings, action: null, verb: "read" },
  ({ params, session, request, requestId }) =>
    readAppSettings(herokuFor(session.grant, { signal: request.signal, requestId }), params.app),
);

export const PATCH = handler(
  { params, body: AppSettingsPatch, answer: AppSettings, action: "settings.update", verb: null },
  ({ params, body, session, requestId }) =>
    changeAppSettings(herokuFor(session.grant, { requestId }), params.app, body),
);
