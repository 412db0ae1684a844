import { openHandler } from "@/lib/server/http/handler";
import { finishConsent } from "@/lib/server/screens/consent";
import { finishSignIn } from "@/lib/server/session/auth/route-handlers";

/** The OAuth callback, with a code or a denial, of a sign-in or a screen. */
export const GET = openHandler(
  { answer: { contentType: null }, action: "session.create", verb: null },
  async ({ request }) => {
    // A code is valid once, so a prefetch must not use it.
    if (/\bprefetch\b/.test(request.headers.get("sec-purpose") ?? ""))
      return new Response(null, { status: 503 });
    const search = new URL(request.url).searchParams;
    return (await finishConsent(search, request.headers)) ?? finishSignIn(search);
  },
);

/** Otherwise Next would run GET, which uses the code. */
export const HEAD = openHandler(
  { answer: { contentType: null }, action: null, verb: null },
  async () => new Response(null, { status: 405, headers: { allow: "GET" } }),
);
