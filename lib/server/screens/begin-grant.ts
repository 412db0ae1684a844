import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { ScreenBegun } from "@/lib/schemas/screen";
import { env } from "@/lib/server/env";
import { JsonResponse } from "@/lib/server/http/response";
import { fetchAccount } from "@/lib/server/session/account";
import type { Session } from "@/lib/server/session/session-type";
import type { NewGrant } from "./backers";
import { beginConsent } from "./consent";
import type { PendingScreenAction } from "./pending-screen-action";
import { runPendingScreenAction } from "./run-pending-screen-action";
import { getScreen } from "./screen-access";

const READ_SCOPES = ["identity", "read", "read-protected"];
const UNUSABLE = new Map<string, string>([
  ["unauthorized", "Heroku does not know this token."],
  ["missing_scope", "This token may not say whose it is: it lacks the scope identity."],
]);

/**
 * Obtains a grant for a screen and runs the pending action: at once with a token or HEROKU_API_KEY, otherwise after a
 * round trip to the identity host. Responds with `ScreenBegun`.
 */
export async function beginGrant(
  action: PendingScreenAction,
  token: string | undefined,
  session: Session,
  now: Date,
): Promise<JsonResponse<ScreenBegun>> {
  if (token === undefined && !env().apiKey) {
    const { url, setCookie } = await beginConsent(action, session, now);
    return new JsonResponse(202, { screen: null, consent_url: url }, { "set-cookie": setCookie });
  }
  const grant = token === undefined ? ({ via: "key" } satisfies NewGrant) : await readOnlyGrant(token);
  return finishedResponse(await runPendingScreenAction(action, session.user, grant, now), session, now);
}

/** Returns the response for a finished action. */
export async function finishedResponse(
  screen: string,
  session: Session,
  now: Date,
): Promise<JsonResponse<ScreenBegun>> {
  return new JsonResponse(201, { screen: await getScreen(screen, session, now), consent_url: null });
}

/** Creates the grant of a pasted token. Throws `writing_token` unless upstream reports it as read-only. */
async function readOnlyGrant(token: string): Promise<NewGrant> {
  const { id, email, name, scope } = await fetchAccount(token).catch((error: unknown) => {
    if (!(error instanceof SlipwayError)) throw error;
    const detail = UNUSABLE.get(error.id);
    throw detail ? new SlipwayError("invalid_params", { detail }) : error;
  });
  const scopes = scope?.split(" ") ?? ["unknown"];
  if (!scopes.every((each) => READ_SCOPES.includes(each)) || !scopes.some((each) => each.startsWith("read")))
    throw new SlipwayError("writing_token", {
      ...(scope === null ? { detail: "Heroku does not say what this token can do." } : {}),
      ...(scope === "identity" ? { detail: "This token can read an account, and no apps." } : {}),
    });
  return {
    via: "token",
    account: { id, email, name },
    scope: scopes.join(" "),
    tokens: { access: token, refresh: null, expiresAt: null },
  };
}
