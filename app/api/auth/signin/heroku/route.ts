import { beginSignIn } from "@/lib/server/auth/doors";
import { bodyText } from "@/lib/server/body-text";
import { openHandler } from "@/lib/server/handler";

const FORM_BYTES = 16 * 1024;

/** The form of /sign-in: on to the identity host. */
export const POST = openHandler(async ({ request }) =>
  beginSignIn(new URLSearchParams(await bodyText(request, FORM_BYTES))),
);
