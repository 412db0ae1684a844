import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Screen, ScreenGrantCreate, ScreenPairing } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { backScreen, stopBacking } from "@/lib/server/screens/screens";

const params = z.object({ screen: UuidParam });

/** Adds the user's grant. Responds with 201 and the screen, or 202 and the consent page's URL. */
export const POST = handler(
  { params, body: ScreenGrantCreate, answer: ScreenPairing, status: 201, action: "screen.back", verb: null },
  ({ params, body, session }) => backScreen(params.screen, body, session, new Date()),
);

/** Removes the user's own grant. */
export const DELETE = handler(
  { params, answer: Screen, action: "screen.leave", verb: null },
  ({ params, session }) => stopBacking(params.screen, session, new Date()),
);
