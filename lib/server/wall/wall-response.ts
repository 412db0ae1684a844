import { SlipwayError } from "@/lib/errors/slipway-error";
import { paths } from "@/lib/paths";
import type { WallState } from "@/lib/schemas/wall";
import { env } from "@/lib/server/env";
import { type Heroku, herokuFor } from "@/lib/server/heroku/client";
import { JsonResponse } from "@/lib/server/http/response";
import { addressOf } from "@/lib/server/limits/address";
import {
  type Device,
  deviceCookie,
  formatCode,
  newDevice,
  openPairing,
  readDevice,
  readPairing,
} from "@/lib/server/screens/pairings";
import { type StoredScreen, screenOfDevice, updateScreen } from "@/lib/server/screens/screen-store";
import { cookieFor, cookieIn } from "@/lib/server/session/cookie";
import { sessionByToken } from "@/lib/server/session/find-session";
import { theWatch } from "@/lib/server/watch/process-watch";
import { knownZone } from "@/lib/wall/wall-hold";
import { buildId } from "./build-id";
import { readOrLast, remember } from "./last-content";
import { readForLayout, screenState } from "./screen-state";

const TOUCH_MS = 10_000;

/**
 * Returns the state of a wall for the caller: a paired screen gets its apps, a signed-in browser a preview, any other
 * device a pairing code.
 * `?pair` shows the code to a signed-in browser too, `?preview` the preview on a paired screen.
 */
export async function wallResponse(
  request: Request,
  requestId: string,
  now: Date,
): Promise<JsonResponse<WallState>> {
  const query = new URL(request.url).searchParams;
  const device = query.has("preview") ? null : readDevice(request.headers);
  const screen = device && (await screenOfDevice(device.id));
  const timeZone = knownZone(request.headers.get("time-zone"));
  if (device && screen) {
    const state = await screenState(screen, { requestId, timeZone, now });
    return answer(state, (await touch(screen, now)) ? device : null);
  }
  const session = query.has("pair")
    ? null
    : await sessionByToken(cookieIn(request.headers, cookieFor(env()).name));
  if (session) {
    const heroku = herokuFor(session.grant, { requestId });
    return answer(await wallPreview(heroku, { timeZone, now }), null);
  }
  if (query.has("preview")) throw new SlipwayError("unauthorized");
  return pairing(device, addressOf(request.headers), now);
}

async function pairing(
  known: Device | null,
  address: string | null,
  now: Date,
): Promise<JsonResponse<WallState>> {
  const device = known ?? newDevice();
  const { code, expiresAt, removed } =
    (known && (await readPairing(known, now))) ?? (await openPairing(device, address, now));
  const { publicUrl } = env();
  const page = publicUrl + paths.screens();
  const shown = {
    code: formatCode(code),
    expires_at: expiresAt,
    address: page.replace(/^https?:\/\//, ""),
    url: `${page}?code=${formatCode(code)}`,
  };
  const common = { server_time: now.toISOString(), server_version: await buildId() };
  const state: WallState = removed
    ? { state: "removed", pairing: shown, ...common }
    : { state: "unpaired", ...shown, ...common };
  return answer(state, known ? null : device);
}

/** Records that a screen was seen. Returns true if its cookie must be renewed, which happens once a day. */
async function touch({ id, last_seen_at }: StoredScreen, now: Date): Promise<boolean> {
  const seen = last_seen_at ?? "";
  if (seen !== "" && now.getTime() - Date.parse(seen) < TOUCH_MS) return false;
  await updateScreen(id, { last_seen_at: now.toISOString() });
  return seen.slice(0, 10) !== now.toISOString().slice(0, 10);
}

function answer(state: WallState, device: Device | null): JsonResponse<WallState> {
  return new JsonResponse(200, state, device ? { "set-cookie": deviceCookie(device) } : {});
}

/**
 * Returns the preview of a wall with the account's own apps, by name, for a signed-in browser. During a fault of upstream it
 * holds what was last read.
 */
async function wallPreview(heroku: Heroku, at: { now: Date; timeZone: string }): Promise<WallState> {
  const key = `preview ${heroku.grant.id}`;
  const content = await readOrLast({ key, apps: [], now: at.now, timeScale: env().timeScale }, async () => {
    const visible = await theWatch().visible(heroku);
    const apps = [...new Map([...visible.values()].map(({ id, name }) => [id, { id, name }])).values()].sort(
      (a, b) => a.name.localeCompare(b.name, "en"),
    );
    return readForLayout(heroku, { show: { kind: "apps", apps }, names: false, errors: false }, at);
  });
  return {
    state: "paired",
    screen: { id: "preview", name: "Preview", identify_until: null },
    ...content,
    fault: remember(key, content),
    broadcast: null,
    server_time: at.now.toISOString(),
    server_version: await buildId(),
  };
}
