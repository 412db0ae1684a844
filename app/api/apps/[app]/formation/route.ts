import { z } from "zod";
import { AppParam } from "@/lib/schemas/common";
import { FormationList } from "@/lib/schemas/dyno";
import { listFormation } from "@/lib/server/heroku/dynos";
import { handler } from "@/lib/server/http/handler";

const params = z.object({ app: AppParam });

export const GET = handler(
  { params, answer: FormationList, action: null, verb: "read" },
  ({ params, shown }) => listFormation(shown, params.app),
);
