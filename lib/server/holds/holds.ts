import { randomUUID } from "node:crypto";
import type { User } from "@/lib/schemas/common";
import type { Hold } from "@/lib/schemas/hold";
import { db } from "@/lib/server/store/db";
import { HoldRow } from "@/lib/server/store/tables";

/** The user who places, lifts or overrides a hold. */
export type Person = { id: string; email: string };

/** Returns the holds in force at a time on any of these apps or slugs (ids), newest first. Reads the store only. */
export async function activeHolds(
  appIds: readonly string[],
  slugIds: readonly string[],
  at = new Date(),
): Promise<Hold[]> {
  return (await holdsOn(appIds, slugIds)).filter((row) => isActive(row, at)).map(toHold);
}

/** Like `activeHolds`, but returns stored rows, including ended holds. */
export async function holdsOn(appIds: readonly string[], slugIds: readonly string[]): Promise<HoldRow[]> {
  if (appIds.length === 0 && slugIds.length === 0) return [];
  const rows = await db()
    .selectFrom("holds")
    .selectAll()
    .where((is) =>
      is.or([
        ...(appIds.length > 0 ? [is.and([is("kind", "=", "app"), is("app_id", "in", [...appIds])])] : []),
        ...(slugIds.length > 0 ? [is.and([is("kind", "=", "slug"), is("slug_id", "in", [...slugIds])])] : []),
      ]),
    )
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map((row) => HoldRow.parse(row));
}

/** Returns true if a hold is in force on any app; usually there is none, which saves further reads. */
export async function hasAppHold(at = new Date()): Promise<boolean> {
  const rows = await db()
    .selectFrom("holds")
    .selectAll()
    .where("kind", "=", "app")
    .where("lifted_at", "is", null)
    .execute();
  return rows.map((row) => HoldRow.parse(row)).some((row) => isActive(row, at));
}

/** Stores a hold. `expires`: when it ends automatically; `after`: the app's newest version. */
export async function storeHold(
  hold: { app: Hold["app"]; slug: string | null; reason: string; expires: Date | null; after: number },
  user: Person,
  now = new Date(),
): Promise<Hold> {
  const row: HoldRow = {
    id: randomUUID(),
    kind: hold.slug === null ? "app" : "slug",
    app_id: hold.app.id,
    app_name: hold.app.name,
    slug_id: hold.slug,
    reason: hold.reason,
    after_version: hold.after,
    user_id: user.id,
    email: user.email,
    created_at: now.toISOString(),
    expires_at: hold.expires?.toISOString() ?? null,
    lifted_at: null,
    lifted_by_id: null,
    lifted_by_email: null,
  };
  await db().insertInto("holds").values(row).execute();
  return toHold(row);
}

/** Ends a hold of this app; a lifted one stays unchanged. Returns null when the app has no such hold. */
export async function endHold(
  appId: string,
  id: string,
  user: Person,
  now = new Date(),
): Promise<Hold | null> {
  await db()
    .updateTable("holds")
    .set({ lifted_at: now.toISOString(), lifted_by_id: user.id, lifted_by_email: user.email })
    .where("id", "=", id)
    .where("app_id", "=", appId)
    .where("lifted_at", "is", null)
    .execute();
  const row = await db()
    .selectFrom("holds")
    .selectAll()
    .where("id", "=", id)
    .where("app_id", "=", appId)
    .executeTakeFirst();
  return row ? toHold(HoldRow.parse(row)) : null;
}

/** Returns true if a hold was in force at a time. */
export function isActive(row: HoldRow, at: Date): boolean {
  return Date.parse(row.created_at) <= at.getTime() && !hasEnded(row, at);
}

/** Returns true if a hold was lifted or had expired by a time. */
export function hasEnded({ expires_at, lifted_at }: HoldRow, at: Date): boolean {
  return [expires_at, lifted_at].some((time) => time !== null && Date.parse(time) <= at.getTime());
}

export function toHold(row: HoldRow): Hold {
  const by: User = { id: row.lifted_by_id, email: row.lifted_by_email };
  return {
    id: row.id,
    kind: row.kind,
    app: { id: row.app_id, name: row.app_name },
    slug: row.slug_id ? { id: row.slug_id } : null,
    reason: row.reason,
    user: { id: row.user_id, email: row.email },
    created_at: row.created_at,
    expires_at: row.expires_at,
    lifted_at: row.lifted_at,
    lifted_by: row.lifted_at ? by : null,
  };
}
