import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { created, handler } from "@/lib/server/http/handler";
import { handOver } from "@/lib/server/screens/add-backer";

/** A link with which one other person may back the screen. */
export const POST = handler({ params: z.object({ screen: UuidParam }) }, async ({ params, session }) =>
  created(await handOver(params.screen, session, new Date())),
);
