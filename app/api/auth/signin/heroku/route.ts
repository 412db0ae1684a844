import { bodyText } from "@/lib/server/http/body-text";
import { openHandler } from "@/lib/server/http/handler";
import { limits } from "@/lib/server/limits/limits";
import { beginSignIn } from "@/lib/server/session/auth/route-handlers";

/** The form of /sign-in: on to the identity host. */
export const POST = openHandler(
  { answer: { contentType: null }, action: "session.begin", verb: null },
  async ({ request }) => beginSignIn(new URLSearchParams(await bodyText(request, limits.openBody))),
);
