import { openHandler } from "@/lib/server/http/handler";
import { finishConsent } from "@/lib/server/screens/finish-consent";
import { finishSignIn } from "@/lib/server/session/auth/route-handlers";

/** Where the identity host sends the browser back to, with a code or a denial: of a sign-in, or for a screen. */
export const GET = openHandler(
  { answer: { contentType: null }, action: "session.create", verb: null },
  async ({ request }) => {
    // A code can be spent once: not by a browser that loads ahead what may never be looked at.
    if (/\bprefetch\b/.test(request.headers.get("sec-purpose") ?? ""))
      return new Response(null, { status: 503 });
    const search = new URL(request.url).searchParams;
    return (await finishConsent(search, request.headers)) ?? finishSignIn(search);
  },
);

/** Next would run GET for it, which spends the code. */
export const HEAD = openHandler(
  { answer: { contentType: null }, action: null, verb: null },
  async () => new Response(null, { status: 405, headers: { allow: "GET" } }),
);
