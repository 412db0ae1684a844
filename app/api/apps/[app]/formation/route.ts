import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { listFormation } from "@/lib/server/heroku/formation";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, shown }) => listFormation(shown, params.app));
