import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { listFormation } from "@/lib/server/heroku/dynos";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, shown }) => listFormation(shown, params.app));
