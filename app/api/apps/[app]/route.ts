import { z } from "zod";
import { App } from "@/lib/schemas/app";
import { AppParam } from "@/lib/schemas/common";
import { getApp } from "@/lib/server/heroku/apps";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler({ params, answer: App, action: null, verb: "read" }, ({ params, shown }) =>
  getApp(shown, params.app),
);
