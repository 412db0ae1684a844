import { z } from "zod";
import { UuidParam } from "@/lib/schemas/common";
import { ScreenLink } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { createLink } from "@/lib/server/screens/screens";

/** Creates a link with which one other user can back the screen. */
export const POST = handler(
  {
    params: z.object({ screen: UuidParam }),
    answer: ScreenLink,
    status: 201,
    action: "screen.link",
    verb: null,
  },
  ({ params, session }) => createLink(params.screen, session, new Date()),
);
