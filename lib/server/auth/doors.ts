import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { cookieFor, expiredCookie } from "@/lib/server/cookie";
import { env } from "@/lib/server/env";
import { safePath } from "@/lib/server/origin";
import { endedConsent } from "@/lib/server/screens/consent";
import { authOptions } from "./options";
import { scopesAsked } from "./scopes";

/** Begins a sign-in: answers the redirect to the identity host. The caller has checked the Origin. */
export async function beginSignIn(form: URLSearchParams): Promise<Response> {
  const { publicUrl } = env();
  const options = authOptions(undefined);
  const csrf = randomBytes(32).toString("hex");
  const csrfCookie = cookieFor(env(), "csrf");
  const jar = await cookies();
  // next-auth wants its double-submit token; our Origin check has already done that work.
  const hash = createHash("sha256").update(`${csrf}${options.secret}`).digest("hex");
  jar.set(csrfCookie.name, `${csrf}|${hash}`, csrfCookie.options);
  const query = new URLSearchParams({ scope: scopesAsked(form.get("scope")) });
  const request = new NextRequest(`${publicUrl}/api/auth/signin/heroku?${query}`, {
    method: "POST",
    body: new URLSearchParams({
      csrfToken: csrf,
      callbackUrl: safePath(form.get("callbackUrl"), publicUrl),
    }),
  });
  const response = await callNextAuth(request, ["signin", "heroku"], options);
  jar.delete({ name: csrfCookie.name, ...csrfCookie.options });
  // What comes back belongs to this sign-in, not to a screen's round trip that was left.
  response.headers.append("set-cookie", endedConsent());
  return asSeeOther(response);
}

/** Ends a sign-in at our side: answers the redirect to the page it began on. */
export async function finishSignIn(search: URLSearchParams): Promise<Response> {
  const { publicUrl } = env();
  const jar = await cookies();
  const callbackUrl = safePath(jar.get(cookieFor(env(), "callback").name)?.value, publicUrl);
  // Heroku sends a denial back without state: next-auth would call it a broken callback.
  if (search.has("error") || !search.has("code") || !search.has("state")) {
    const reason = search.get("error") === "access_denied" ? "denied" : "error";
    return seeOther(`/sign-in?${new URLSearchParams({ [reason]: "1", callbackUrl })}`);
  }
  const request = new NextRequest(`${publicUrl}/api/auth/callback/heroku?${search}`);
  const previous = jar.get(cookieFor(env()).name)?.value;
  const response = await callNextAuth(request, ["callback", "heroku"], authOptions(previous));
  // next-auth leaves these behind; nothing reads them any more.
  for (const purpose of ["csrf", "callback"]) {
    response.headers.append("set-cookie", expiredCookie(cookieFor(env(), purpose)));
  }
  return response;
}

/** A redirect after a form, to one of our own paths. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { location: env().publicUrl + path } });
}

async function callNextAuth(
  request: NextRequest,
  nextauth: string[],
  options: ReturnType<typeof authOptions>,
): Promise<Response> {
  // next-auth reads its own address from the environment only.
  process.env.NEXTAUTH_URL = env().publicUrl;
  const response: Response = await NextAuth(request, { params: Promise.resolve({ nextauth }) }, options);
  // Its own error page would be the only one in another dress; the log has the cause.
  const failed = new URL(response.headers.get("location") ?? "/", env().publicUrl).pathname.startsWith(
    "/api/auth/",
  );
  return failed ? seeOther("/sign-in?error=1") : response;
}

/** 303 turns the form's POST into a GET whatever the browser. */
function asSeeOther(response: Response): Response {
  return new Response(null, {
    status: response.status === 302 ? 303 : response.status,
    headers: response.headers,
  });
}
