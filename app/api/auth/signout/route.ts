import { openHandler } from "@/lib/server/http/handler";
import { signOut } from "@/lib/server/session/auth/route-handlers";

/** Ends the session. The sign-in page then states what stays authorized at Heroku. */
export const POST = openHandler(
  { answer: { contentType: null }, action: "session.end", verb: null },
  async () => signOut(),
);
