import { beginSignIn } from "@/lib/server/auth/doors";
import { bodyText } from "@/lib/server/body-text";
import { openHandler } from "@/lib/server/handler";
import { limits } from "@/lib/server/limits/limits";

/** The form of /sign-in: on to the identity host. */
export const POST = openHandler(async ({ request }) =>
  beginSignIn(new URLSearchParams(await bodyText(request, limits.openBody))),
);
