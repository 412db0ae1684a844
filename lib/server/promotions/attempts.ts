import { randomUUID } from "node:crypto";
import type { Kysely, Transaction } from "kysely";
import { serverId } from "@/lib/server/process/server-id";
import { db } from "@/lib/server/store/db";
import { AttemptRow } from "@/lib/server/store/promotion-rows";
import type { Tables } from "@/lib/server/store/tables";
import type { Actor, NamedApp } from "./actor";

export type Db = Kysely<Tables> | Transaction<Tables>;
export type Kind = AttemptRow["kind"];
/** What an attempt releases; `matchRelease` finds its release by it. */
export type Pinned = Pick<AttemptRow, "slug_id" | "artifacts" | "back_to_version" | "promotion_id">;

/** Opens an attempt for each app. When an app already has an open one, opens none and returns the existing ones. */
export async function openAttempts(
  { heroku, user }: Actor,
  apps: readonly NamedApp[],
  kind: Kind,
): Promise<{ opened: AttemptRow[] } | { conflicting: AttemptRow[] }> {
  const callId = randomUUID();
  const now = new Date().toISOString();
  const common = { call_id: callId, kind, user_id: user.id, email: user.email, grant_id: heroku.grant.id };
  // Sorted, so that two servers that claim the same apps do not deadlock.
  const ids = apps.map(({ id }) => id).sort();
  const rows = ids.map((appId) => ({
    ...unsent,
    ...common,
    id: randomUUID(),
    app_id: appId,
    created_at: now,
  }));
  try {
    await db()
      .transaction()
      .execute(async (trx) => {
        for (const row of rows) {
          await trx
            .insertInto("attempts")
            .values({ ...row, server_id: serverId() })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }
        if ((await attemptsOfCall(trx, callId)).length < rows.length) throw new AppsTaken();
      });
  } catch (error) {
    if (!(error instanceof AppsTaken)) throw error;
    return { conflicting: await listOpenAttempts(ids) };
  }
  return { opened: await attemptsOfCall(db(), callId) };
}

/** Marks a claimed attempt as being sent. Returns false if it has ended meanwhile. */
export async function markSending(trx: Db, attempt: AttemptRow): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("attempts")
    .set(attempt)
    .where("id", "=", attempt.id)
    .where("state", "=", "claimed")
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** Ends an attempt, which frees its app. An ended attempt keeps its state, but a release is always stored. */
export async function endAttempt(
  id: string,
  state: "made" | "refused" | "nothing" | "dropped",
  release: { id: string; version: number } | null = null,
): Promise<void> {
  const made = release ? { release_id: release.id, release_version: release.version } : {};
  const query = db()
    .updateTable("attempts")
    .set({ state, ...made, ended_at: new Date().toISOString() })
    .where("id", "=", id);
  await (release ? query.where("release_id", "is", null) : query.where("ended_at", "is", null)).execute();
}

export async function readAttempt(id: string): Promise<AttemptRow | null> {
  const row = await db().selectFrom("attempts").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? AttemptRow.parse(row) : null;
}

/** Returns all open attempts, or those of the given apps. */
export async function listOpenAttempts(apps?: readonly string[]): Promise<AttemptRow[]> {
  const open = db().selectFrom("attempts").selectAll().where("ended_at", "is", null);
  const rows = await (apps ? open.where("app_id", "in", [...apps]) : open).execute();
  return rows.map((row) => AttemptRow.parse(row));
}

async function attemptsOfCall(on: Db, callId: string): Promise<AttemptRow[]> {
  const rows = await on.selectFrom("attempts").selectAll().where("call_id", "=", callId).execute();
  return rows.map((row) => AttemptRow.parse(row));
}

class AppsTaken extends Error {}

const unsent = {
  state: "claimed" as const,
  slug_id: null,
  artifacts: null,
  back_to_version: null,
  newest_version: null,
  promotion_id: null,
  release_id: null,
  release_version: null,
  sent_at: null,
  ended_at: null,
};
