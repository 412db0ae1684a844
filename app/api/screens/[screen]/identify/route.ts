import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Screen } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { identifyScreen } from "@/lib/server/screens/screens";

/** Makes the screen show its name in large letters. */
export const POST = handler(
  { params: z.object({ screen: UuidParam }), answer: Screen, action: "screen.identify", verb: null },
  ({ params, session }) => identifyScreen(params.screen, session, new Date()),
);
