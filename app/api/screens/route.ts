import { ScreenList, ScreenPair, ScreenPairing } from "@/lib/schemas/screen";
import { handler } from "@/lib/server/http/handler";
import { addressOf } from "@/lib/server/limits/address";
import { listScreens } from "@/lib/server/screens/screen-access";
import { pairScreen } from "@/lib/server/screens/screens";

export const GET = handler({ answer: ScreenList, action: null, verb: null }, async ({ session }) => ({
  items: await listScreens(session, new Date()),
  next: null,
}));

/** Pairs the device that shows a code. Responds with 201 and the screen, or 202 and the consent page's URL. */
export const POST = handler(
  { body: ScreenPair, answer: ScreenPairing, status: 201, action: "screen.create", verb: null },
  ({ body, session, request }) => pairScreen(body, session, addressOf(request.headers), new Date()),
);
