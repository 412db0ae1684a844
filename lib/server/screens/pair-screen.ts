import "server-only";
import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { ScreenBegun, ScreenPair } from "@/lib/schemas/screen";
import { herokuFor } from "@/lib/server/heroku/client";
import type { JsonResponse } from "@/lib/server/http/response";
import { counterOf } from "@/lib/server/limits/counter";
import { limits } from "@/lib/server/limits/limits";
import type { Session } from "@/lib/server/session/session-type";
import { backersOf } from "./backers";
import { beginGrant, finishedResponse } from "./begin-grant";
import { parseCode } from "./pairing-code";
import { deviceOfCode } from "./pairings";
import { resolveShow } from "./resolve-show";
import { runPendingScreenAction } from "./run-pending-screen-action";
import { changeableScreen } from "./screen-access";

/** Pairs the device that shows a code. Throws `wrong_code`, `too_many_attempts` and the errors of `beginGrant`. */
export async function pairScreen(
  body: z.output<typeof ScreenPair>,
  session: Session,
  address: string | null,
  now: Date,
): Promise<JsonResponse<ScreenBegun>> {
  const device = await deviceWith(body.code, session, address, now);
  if (!("replaces" in body)) {
    const show = await resolveShow(herokuFor(session.grant), body.show, now);
    const { name, names, errors, token } = body;
    return beginGrant({ kind: "pair", device, name, layout: { show, names, errors } }, token, session, now);
  }
  const { id } = await changeableScreen(body.replaces, session, now);
  const action = { kind: "replace", device, screen: id } as const;
  const backed = (await backersOf([id])).some(({ ended_at }) => ended_at === null);
  if (!backed || body.token !== undefined) return beginGrant(action, body.token, session, now);
  return finishedResponse(await runPendingScreenAction(action, session.user, null, now), session, now);
}

async function deviceWith(
  typed: string,
  { user }: Session,
  address: string | null,
  now: Date,
): Promise<string> {
  const ofAccount = counterOf("wrong codes of account", limits.wrongCodes);
  const ofAddress = counterOf("wrong codes of address", limits.wrongCodesOfAddress);
  if (ofAccount.isFull(user.id, now) || ofAddress.isFull(address, now))
    throw new SlipwayError("too_many_attempts");
  const code = parseCode(typed);
  const device = code && (await deviceOfCode(code, now));
  if (device) return device;
  ofAccount.note(user.id, now);
  ofAddress.note(address, now);
  throw new SlipwayError("wrong_code");
}
