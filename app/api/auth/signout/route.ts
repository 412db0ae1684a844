import { openHandler } from "@/lib/server/http/handler";
import { signOut } from "@/lib/server/session/auth/sign-out";

/** Ends the session here; the page that follows says what stays authorized at Heroku. */
export const POST = openHandler(
  { answer: { contentType: null }, action: "session.end", verb: null },
  async () => signOut(),
);
