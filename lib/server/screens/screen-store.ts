import type { Kysely, Transaction, Updateable } from "kysely";
import { db } from "@/lib/server/store/db";
import { ScreenRow, StoredLayout } from "@/lib/server/store/screen-rows";
import type { Tables } from "@/lib/server/store/tables";

/** A screen polls every few seconds; without a request for this long it counts as offline. */
export const SEEN_MS = 30_000;

export type Db = Kysely<Tables> | Transaction<Tables>;

/** A stored screen with its parsed layout. */
export type StoredScreen = Omit<ScreenRow, "layout"> & { layout: StoredLayout };

export async function readScreen(id: string, trx: Db = db()): Promise<StoredScreen | null> {
  return screenWhere("id", id, trx);
}

export async function screenOfDevice(deviceId: string): Promise<StoredScreen | null> {
  return screenWhere("device_id", deviceId, db());
}

/** Returns all screens, by name. */
export async function listStoredScreens(): Promise<StoredScreen[]> {
  const rows = await db().selectFrom("screens").selectAll().orderBy("name").orderBy("id").execute();
  return rows.map(parseScreen);
}

export async function insertScreen(trx: Db, screen: StoredScreen): Promise<void> {
  await trx
    .insertInto("screens")
    .values({ ...screen, layout: JSON.stringify(screen.layout) })
    .execute();
}

export async function updateScreen(
  id: string,
  change: Updateable<Omit<StoredScreen, "id">>,
  trx: Db = db(),
): Promise<void> {
  const { layout, ...rest } = change;
  await trx
    .updateTable("screens")
    .set({ ...rest, ...(layout ? { layout: JSON.stringify(layout) } : {}) })
    .where("id", "=", id)
    .execute();
}

/** Deletes a screen and its dependent rows, except its grants. */
export async function deleteScreen(trx: Db, id: string): Promise<void> {
  for (const table of ["screen_backers", "screen_links"] as const)
    await trx.deleteFrom(table).where("screen_id", "=", id).execute();
  await trx.deleteFrom("screens").where("id", "=", id).execute();
}

async function screenWhere(column: "id" | "device_id", value: string, trx: Db): Promise<StoredScreen | null> {
  const row = await trx.selectFrom("screens").selectAll().where(column, "=", value).executeTakeFirst();
  return row ? parseScreen(row) : null;
}

function parseScreen(row: unknown): StoredScreen {
  const screen = ScreenRow.parse(row);
  return { ...screen, layout: StoredLayout.parse(JSON.parse(screen.layout)) };
}
