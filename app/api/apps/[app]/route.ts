import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { getApp } from "@/lib/server/heroku/apps";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, shown }) => getApp(shown, params.app));
