import { ScreenBroadcast, ScreenList } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { broadcast } from "@/lib/server/screens/screens";

/** Shows a text on all screens that the user backs, and returns those screens. */
export const POST = handler(
  { body: ScreenBroadcast, answer: ScreenList, action: "screen.broadcast", verb: null },
  async ({ body, session }) => ({
    items: await broadcast(body, session, new Date()),
    next: null,
  }),
);
