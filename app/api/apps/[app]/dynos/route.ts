import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { listDynos } from "@/lib/server/heroku/dynos";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler({ params }, ({ params, shown }) => listDynos(shown, params.app));
