import "server-only";
import type { Kysely, Transaction } from "kysely";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { counterOf } from "@/lib/server/limits/counter";
import { type Limits, limits } from "@/lib/server/limits/limits";
import { secret } from "@/lib/server/secret/secret";
import { db } from "@/lib/server/store/db";
import { PairingRow } from "@/lib/server/store/screen-rows";
import type { Tables } from "@/lib/server/store/tables";
import type { Device } from "./device";
import { CODE_MS } from "./limits";
import { codeOf, hashOfCode } from "./pairing-code";

/** What a device shows until somebody types it. */
export type Pairing = { code: string; expiresAt: string; removed: boolean };

/** Returns a waiting device, or null. */
export async function readPairing(device: Device, now: Date): Promise<Pairing | null> {
  const found = await db().selectFrom("pairings").selectAll().where("id", "=", device.id).executeTakeFirst();
  if (!found) return null;
  const row = PairingRow.parse(found);
  return row.expires_at > now.toISOString() ? shown(device, row) : renew(device, row, now);
}

/**
 * Has a device wait that is not known yet. Throws `too_many_attempts` while its address has too many that are new: an
 * address of its own would keep every other one from pairing if all were counted together.
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
  counter.note(address, now);
  await db()
    .deleteFrom("pairings")
    .where("removed", "=", 0)
    .where("expires_at", "<", new Date(now.getTime() - CODE_MS).toISOString())
    .execute();
  await makeRoom(openPairings);
  const row = rowOf(device, { removed: 0 }, now);
  await db().insertInto("pairings").values(row).execute();
  return shown(device, row);
}

/** Returns the device that currently shows a code, or null. */
export async function deviceShowing(code: string, now: Date): Promise<string | null> {
  const row = await db()
    .selectFrom("pairings")
    .select("id")
    .where("code", "=", hashOfCode(secret(), code))
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Removes a waiting device. Returns true if it was waiting. */
export async function closePairing(
  trx: Kysely<Tables> | Transaction<Tables>,
  deviceId: string,
): Promise<boolean> {
  const result = await trx.deleteFrom("pairings").where("id", "=", deviceId).executeTakeFirst();
  return result.numDeletedRows > 0;
}

/** Has a device wait that was a screen until now; its code is made when it asks. */
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

/** The oldest code gives way: a device that still shows it gets another one as soon as it asks again. */
async function makeRoom(max: number): Promise<void> {
  const waiting = db().selectFrom("pairings").where("removed", "=", 0);
  const { count } = await waiting.select((row) => row.fn.countAll().as("count")).executeTakeFirstOrThrow();
  const tooMany = Number(count) - max + 1;
  if (tooMany <= 0) return;
  const oldest = await waiting.select("id").orderBy("issued_at").limit(tooMany).execute();
  const ids = oldest.map(({ id }) => id);
  await db().deleteFrom("pairings").where("id", "in", ids).execute();
}
