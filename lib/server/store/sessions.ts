import { createHash } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { z } from "zod";
import type { Tokens } from "./grants";
import { insertGrant } from "./grants";
import type { Tables } from "./tables";

const DAY_MS = 24 * 60 * 60_000;
/** A session ends after this time without use, and at the latest after ABSOLUTE_MS. */
export const IDLE_MS = 14 * DAY_MS;
export const ABSOLUTE_MS = 90 * DAY_MS;
const TOUCH_MS = 5 * 60_000;

type Db = Kysely<Tables> | Transaction<Tables>;

const Row = z.object({
  id: z.string(),
  grant_id: z.string(),
  scope: z.string(),
  user_id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  last_seen_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});
export type StoredSession = z.infer<typeof Row>;

/** Returns the stored hash of a session's cookie. */
export function sessionId(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export type Person = { id: string; email: string; name: string | null };

/** Stores a new session with its grant, and the person. */
export async function insertSession(
  db: Kysely<Tables>,
  session: { token: string; person: Person; scope: string; tokens: Tokens; expires: Date },
): Promise<void> {
  const now = new Date().toISOString();
  const { person } = session;
  await db.transaction().execute(async (trx) => {
    await storePerson(trx, person, now);
    const grantId = await insertGrant(trx, person.id, session.scope, session.tokens);
    await trx
      .insertInto("sessions")
      .values({
        id: sessionId(session.token),
        user_id: person.id,
        grant_id: grantId,
        created_at: now,
        last_seen_at: now,
        expires_at: session.expires.toISOString(),
      })
      .execute();
  });
}

/** Stores an account's current email address and name. */
export async function storePerson(db: Db, person: Person, now: string): Promise<void> {
  await db
    .insertInto("users")
    .values({ ...person, created_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ email: person.email, name: person.name, updated_at: now }),
    )
    .execute();
}

/** Returns the session of a cookie, or null if it ended, expired or is unknown. Updates its last use. */
export async function findSession(
  db: Kysely<Tables>,
  token: string,
  now: Date,
): Promise<StoredSession | null> {
  const found = await db
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .innerJoin("grants", "grants.id", "sessions.grant_id")
    .select([
      "sessions.id",
      "grant_id",
      "sessions.user_id",
      "last_seen_at",
      "expires_at",
      "scope",
      "email",
      "name",
    ])
    .where("sessions.id", "=", sessionId(token))
    .executeTakeFirst();
  if (!found) return null;
  const row = Row.parse(found);
  const idle = now.getTime() - Date.parse(row.last_seen_at);
  if (idle > IDLE_MS || now.getTime() > Date.parse(row.expires_at)) {
    await endSessionOf(db, row.grant_id);
    return null;
  }
  if (idle > TOUCH_MS) {
    await db
      .updateTable("sessions")
      .set({ last_seen_at: now.toISOString() })
      .where("id", "=", row.id)
      .execute();
  }
  return row;
}

/** Returns the grant id of a cookie's session, or null. */
export async function grantIdOf(db: Kysely<Tables>, token: string): Promise<string | null> {
  const row = await db
    .selectFrom("sessions")
    .select("grant_id")
    .where("id", "=", sessionId(token))
    .executeTakeFirst();
  return row?.grant_id ?? null;
}

/** Ends the session of a cookie, and its grant. */
export async function endSession(db: Kysely<Tables>, token: string): Promise<void> {
  const grantId = await grantIdOf(db, token);
  if (grantId) await endSessionOf(db, grantId);
}

/** Ends the session of a grant, and the grant itself unless it is still in use. */
async function endSessionOf(db: Db, grantId: string): Promise<void> {
  await db.deleteFrom("sessions").where("grant_id", "=", grantId).execute();
  if (!(await isInUse(db, grantId))) await deleteGrant(db, grantId);
}

/** Returns true if a session, a screen or a pending promotion uses the grant. */
export async function isInUse(db: Db, grantId: string): Promise<boolean> {
  const session = db.selectFrom("sessions").select("id").where("grant_id", "=", grantId);
  if (await session.executeTakeFirst()) return true;
  const backer = db
    .selectFrom("screen_backers")
    .select("id")
    .where("grant_id", "=", grantId)
    .where("ended_at", "is", null);
  if (await backer.executeTakeFirst()) return true;
  const promotion = db
    .selectFrom("promotions")
    .select("id")
    .where("grant_id", "=", grantId)
    .where("status", "=", "pending");
  return (await promotion.executeTakeFirst()) !== undefined;
}

/** Deletes a grant and its session, and ends it on the screens that use it. */
export async function deleteGrant(db: Db, grantId: string, now = new Date()): Promise<void> {
  await db
    .updateTable("screen_backers")
    .set({ ended_at: now.toISOString() })
    .where("grant_id", "=", grantId)
    .where("ended_at", "is", null)
    .execute();
  await db.deleteFrom("sessions").where("grant_id", "=", grantId).execute();
  await db.deleteFrom("grants").where("id", "=", grantId).execute();
}

/** Deletes expired sessions and their grants, so that no unused tokens remain. */
export async function deleteExpired(db: Kysely<Tables>, now: Date): Promise<void> {
  const idleSince = new Date(now.getTime() - IDLE_MS).toISOString();
  const rows = await db
    .selectFrom("sessions")
    .select("grant_id")
    .where((or) => or.or([or("expires_at", "<", now.toISOString()), or("last_seen_at", "<", idleSince)]))
    .execute();
  for (const row of rows) await endSessionOf(db, row.grant_id);
}
