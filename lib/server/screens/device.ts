import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { env } from "@/lib/server/env";
import { cookieFor, cookieIn } from "@/lib/server/session/cookie";

/** A browser that shows the wall. `token` is its cookie's value, `id` the hash in the store. */
export type Device = { id: string; token: string };

/** The longest lifetime browsers allow a cookie (400 days); renewed every day while the screen runs. */
const MAX_AGE_S = 400 * 24 * 60 * 60;

export function newDevice(): Device {
  return deviceOf(randomBytes(32).toString("base64url"));
}

/** Returns the device of a request, or null without a valid cookie. */
export function readDevice(headers: Headers): Device | null {
  const token = cookieIn(headers, cookieFor(env(), "screen").name);
  return token && /^[\w-]{43}$/.test(token) ? deviceOf(token) : null;
}

/** Returns the header that sets the device's cookie, which authorizes only `GET /api/wall`. */
export function deviceCookie({ token }: Device): string {
  const { name, options } = cookieFor(env(), "screen");
  const secure = options.secure ? "; Secure" : "";
  return `${name}=${token}; Path=/; Max-Age=${MAX_AGE_S}; HttpOnly; SameSite=Strict${secure}`;
}

function deviceOf(token: string): Device {
  return { token, id: createHash("sha256").update(`screen ${token}`).digest("hex") };
}
