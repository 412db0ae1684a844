import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { DynoList } from "@/lib/schemas/dyno";
import { listDynos } from "@/lib/server/heroku/dynos";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler({ params, answer: DynoList, action: null, verb: "read" }, ({ params, shown }) =>
  listDynos(shown, params.app),
);
