import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Screen, ScreenBack, ScreenBegun } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { backScreen, stopBacking } from "@/lib/server/screens/add-backer";

const params = z.object({ screen: UuidParam });

/** Lets the screen read with a grant of one's own: 201 with the screen, or 202 with where to allow it. */
export const POST = handler(
  { params, body: ScreenBack, answer: ScreenBegun, status: 201, action: "screen.back", verb: null },
  ({ params, body, session }) => backScreen(params.screen, body, session, new Date()),
);

/** Takes one's own grant from it. */
export const DELETE = handler(
  { params, answer: Screen, action: "screen.leave", verb: null },
  ({ params, session }) => stopBacking(params.screen, session, new Date()),
);
