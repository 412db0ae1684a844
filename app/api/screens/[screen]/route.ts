import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { Screen, ScreenPatch } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { changeScreen, removeScreen } from "@/lib/server/screens/screens";

const params = z.object({ screen: UuidParam });

/** Changes the screen's name or content. */
export const PATCH = handler(
  { params, body: ScreenPatch, answer: Screen, action: "screen.update", verb: null },
  ({ params, body, session }) => changeScreen(params.screen, body, session, new Date()),
);

/** Removes the screen and returns its last state. */
export const DELETE = handler(
  { params, answer: Screen, action: "screen.delete", verb: null },
  ({ params, session }) => removeScreen(params.screen, session, new Date()),
);
