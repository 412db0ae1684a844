import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import { env } from "@/lib/server/env";
import { log } from "@/lib/server/log/log";
import { seeOther } from "@/lib/server/session/auth/route-handlers";
import { cookieFor, cookieIn } from "@/lib/server/session/cookie";
import { sessionByToken } from "@/lib/server/session/session-by-token";
import { consentState, endedConsent, grantOfConsent, takeConsent } from "./consent";
import { runPendingScreenAction } from "./run-pending-screen-action";

/**
 * Handles the OAuth callback of a screen consent: redirects to the page of screens with the outcome. Returns null if
 * the callback belongs to a sign-in.
 */
export async function finishConsent(search: URLSearchParams, headers: Headers): Promise<Response | null> {
  const state = consentState(search, headers);
  if (!state) return null;
  const response = await finish(state, search, headers);
  response.headers.append("set-cookie", endedConsent());
  return response;
}

async function finish(state: string, search: URLSearchParams, headers: Headers): Promise<Response> {
  const session = await sessionByToken(cookieIn(headers, cookieFor(env()).name));
  if (!session) return seeOther(paths.signIn(paths.screens()));
  const begun = await takeConsent(state, session, new Date());
  if (!begun) return toScreens({ outcome: "late" });
  const code = search.get("code");
  if (!code) return toScreens({ outcome: search.get("error") === "access_denied" ? "declined" : "error" });
  try {
    const grant = await grantOfConsent(code, begun.verifier, session);
    return toScreens({ done: await runPendingScreenAction(begun.action, session.user, grant, new Date()) });
  } catch (error) {
    if (!(error instanceof SlipwayError)) throw error;
    log.info({ id: error.id, err: error.message }, "A screen was not given its grant");
    return toScreens({ outcome: outcomeOf(error) });
  }
}

/** Returns the outcome's id; the page has its own text for each, so a forged link cannot inject text. */
function outcomeOf({ id }: SlipwayError): string {
  if (id === "forbidden") return "another-account";
  return id === "conflict" ? "gone" : "error";
}

function toScreens(outcome: Record<string, string>): Response {
  return seeOther(`${paths.screens()}?${new URLSearchParams(outcome)}`);
}
