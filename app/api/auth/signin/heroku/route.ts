import { bodyText } from "@/lib/server/http/body-text";
import { openHandler } from "@/lib/server/http/handler";
import { limits } from "@/lib/server/limits/limits";
import { beginSignIn } from "@/lib/server/session/auth/route-handlers";

/** Handles the form of /sign-in: redirects to the identity host. */
export const POST = openHandler(
  { answer: { contentType: null }, action: "session.begin", verb: null },
  async ({ request }) => beginSignIn(new URLSearchParams(await bodyText(request, limits.openBody))),
);
