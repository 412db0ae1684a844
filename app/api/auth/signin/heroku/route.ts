import { beginSignIn } from "@/lib/server/auth/doors";
import { openHandler } from "@/lib/server/handler";

/** The form of /sign-in: on to the identity host. */
export const POST = openHandler(async ({ request }) => beginSignIn(await request.formData()));
