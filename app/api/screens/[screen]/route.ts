import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { ScreenPatch } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { changeScreen, removeScreen } from "@/lib/server/screens/change";

const params = z.object({ screen: UuidParam });

/** Its name and what it shows. */
export const PATCH = handler({ params, body: ScreenPatch }, ({ params, body, session }) =>
  changeScreen(params.screen, body, session, new Date()),
);

/** Removes it; answers what it was. */
export const DELETE = handler({ params }, ({ params, session }) =>
  removeScreen(params.screen, session, new Date()),
);
