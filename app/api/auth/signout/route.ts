import { signOut } from "@/lib/server/auth/sign-out";
import { openHandler } from "@/lib/server/handler";

/** Ends the session here; the page that follows says what stays authorized at Heroku. */
export const POST = openHandler(async () => signOut());
