import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { handler } from "@/lib/server/handler";
import { listDynos } from "@/lib/server/heroku/dynos";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, shown }) => listDynos(shown, params.app));
