import { finishSignIn } from "@/lib/server/auth/doors";
import { openHandler } from "@/lib/server/handler";
import { finishConsent } from "@/lib/server/screens/finish-consent";

/** Where the identity host sends the browser back to, with a code or a denial: of a sign-in, or for a screen. */
export const GET = openHandler(async ({ request }) => {
  const search = new URL(request.url).searchParams;
  return (await finishConsent(search, request.headers)) ?? finishSignIn(search);
});
