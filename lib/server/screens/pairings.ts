import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { env } from "@/lib/server/env";
import { counterOf, type Limits, limits } from "@/lib/server/limits/limits";
import { deriveKey } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { cookieFor, cookieIn } from "@/lib/server/session/cookie";
import { db } from "@/lib/server/store/db";
import { PairingRow } from "@/lib/server/store/screen-rows";
import type { Tables } from "@/lib/server/store/tables";

/** A browser that shows the wall. `token` is its cookie's value, `id` the hash in the store. */
export type Device = { id: string; token: string };

/** Validity of a pairing code. */
export const CODE_MS = 10 * 60_000;

/** The code that a device shows while it waits. `removed` is true if the device was a screen before. */
type Pairing = { code: string; expiresAt: string; removed: boolean };

/** Returns a device's pairing, with a new code if the last one expired; null if the device is not waiting. */
export async function readPairing(device: Device, now: Date): Promise<Pairing | null> {
  const found = await db().selectFrom("pairings").selectAll().where("id", "=", device.id).executeTakeFirst();
  if (!found) return null;
  const row = PairingRow.parse(found);
  return row.expires_at > now.toISOString() ? shown(device, row) : renew(device, row, now);
}

/**
 * Creates the pairing of a new device. Throws `too_many_attempts` if too many came from its address: counted per
 * address, so that one address cannot block the others.
 */
export async function openPairing(
  device: Device,
  address: string | null,
  now: Date,
  { newPairings, openPairings }: Pick<Limits, "newPairings" | "openPairings"> = limits,
): Promise<Pairing> {
  const counter = counterOf("new pairings", newPairings);
  if (counter.isFull(address, now)) {
    const seconds = counter.retryAfter(address, now);
    const detail = `Too many new screens ask for a code from ${address}. The next one can in ${seconds} s.`;
    throw new SlipwayError("too_many_attempts", { detail });
  }
  counter.record(address, now);
  await db()
    .deleteFrom("pairings")
    .where("removed", "=", 0)
    .where("expires_at", "<", new Date(now.getTime() - CODE_MS).toISOString())
    .execute();
  await deleteOldestPairings(openPairings);
  const row = rowOf(device, { removed: 0 }, now);
  await db().insertInto("pairings").values(row).execute();
  return shown(device, row);
}

/** Returns the device that currently shows a code, or null. */
export async function deviceOfCode(code: string, now: Date): Promise<string | null> {
  const row = await db()
    .selectFrom("pairings")
    .select("id")
    .where("code", "=", hashOfCode(secret(), code))
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Deletes a device's pairing. Returns true if it existed. */
export async function closePairing(
  trx: Kysely<Tables> | Transaction<Tables>,
  deviceId: string,
): Promise<boolean> {
  const result = await trx.deleteFrom("pairings").where("id", "=", deviceId).executeTakeFirst();
  return result.numDeletedRows > 0;
}

/** Creates the pairing of a device whose screen was removed; its code is generated at its next request. */
export async function reopenPairing(
  trx: Kysely<Tables> | Transaction<Tables>,
  deviceId: string,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await trx
    .insertInto("pairings")
    .values({ id: deviceId, code: "", issued_at: at, expires_at: at, removed: 1 })
    .execute();
}

async function renew(device: Device, { removed }: PairingRow, now: Date): Promise<Pairing> {
  const row = rowOf(device, { removed }, now);
  await db().updateTable("pairings").set(row).where("id", "=", device.id).execute();
  return shown(device, row);
}

function rowOf(device: Device, { removed }: Pick<PairingRow, "removed">, now: Date): PairingRow {
  const issued_at = now.toISOString();
  return {
    id: device.id,
    code: hashOfCode(secret(), codeOf(secret(), device.token, issued_at)),
    issued_at,
    expires_at: new Date(now.getTime() + CODE_MS).toISOString(),
    removed,
  };
}

function shown(device: Device, row: PairingRow): Pairing {
  const code = codeOf(secret(), device.token, row.issued_at);
  return { code, expiresAt: row.expires_at, removed: row.removed === 1 };
}

/** Deletes the oldest pairings beyond the limit; such a device gets a new code at its next request. */
async function deleteOldestPairings(max: number): Promise<void> {
  const waiting = db().selectFrom("pairings").where("removed", "=", 0);
  const { count } = await waiting.select((row) => row.fn.countAll().as("count")).executeTakeFirstOrThrow();
  const tooMany = Number(count) - max + 1;
  if (tooMany <= 0) return;
  const oldest = await waiting.select("id").orderBy("issued_at").limit(tooMany).execute();
  const ids = oldest.map(({ id }) => id);
  await db().deleteFrom("pairings").where("id", "in", ids).execute();
}

/** 32 unambiguous characters: no 0 and O, no 1 and I. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH = 8;

/**
 * Returns a device's pairing code: eight characters, 40 bits. Derived from the device's token and the issue time; the
 * store holds neither the code nor the token.
 */
export function codeOf(secret: string, device: string, issuedAt: string): string {
  const bytes = keyed(secret, "pairing codes", `${device} ${issuedAt}`);
  return [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** Returns the stored hash of a code. It is keyed, because 40 bits alone could be brute-forced. */
export function hashOfCode(secret: string, code: string): string {
  return keyed(secret, "pairing code hashes", code).toString("hex");
}

/** "abcd efgh" → "ABCDEFGH"; null if the text cannot be a code. */
export function parseCode(text: string): string | null {
  const code = text.replace(/[\s-]/g, "").toUpperCase();
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}

/** "ABCDEFGH" → "ABCD-EFGH". */
export function formatCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

function keyed(secret: string, purpose: string, text: string): Buffer {
  return createHmac("sha256", deriveKey(secret, purpose)).update(text).digest();
}

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
