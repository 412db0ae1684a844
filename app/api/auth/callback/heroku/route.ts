import { finishSignIn } from "@/lib/server/auth/doors";
import { openHandler } from "@/lib/server/handler";

/** Where the identity host sends the browser back to, with a code or a denial. */
export const GET = openHandler(async ({ request }) => finishSignIn(new URL(request.url).searchParams));
