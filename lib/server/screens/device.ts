import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { env } from "@/lib/server/env";
import { cookieFor, cookieIn } from "@/lib/server/session/cookie";

/** A browser that shows the wall. `token` is what its cookie holds, `id` what the store keeps of it. */
export type Device = { id: string; token: string };

/** As long as browsers keep a cookie (400 days); renewed every day that the screen runs. */
const MAX_AGE_S = 400 * 24 * 60 * 60;

export function newDevice(): Device {
  return deviceOf(randomBytes(32).toString("base64url"));
}

/** The device that asks, or null when it never asked before. */
export function readDevice(headers: Headers): Device | null {
  const token = cookieIn(headers, cookieFor(env(), "screen").name);
  return token && /^[\w-]{43}$/.test(token) ? deviceOf(token) : null;
}

/** The header that gives the device its cookie. It opens `GET /api/wall` and nothing else. */
export function deviceCookie({ token }: Device): string {
  const { name, options } = cookieFor(env(), "screen");
  const secure = options.secure ? "; Secure" : "";
  return `${name}=${token}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Strict${secure}`;
}

function deviceOf(token: string): Device {
  return { token, id: createHash("sha256").update(`screen ${token}`).digest("hex") };
}
