import "server-only";
import { db } from "./db";

/** A delivered event. `resourceId` is the id of the build or release; `updatedAt` is in ms since the epoch. */
export type DeliveredEvent = { webhookId: string; eventId: string; resourceId: string; updatedAt: number };

/** Upstream repeats deliveries for a week at most. */
const MAX_AGE_MS = 8 * 24 * 60 * 60_000;

/**
 * Stores an event. Returns `again` if it was delivered before, and `older` if a newer event of the same build or
 * release was (by upstream's clock).
 */
export async function noteEvent(event: DeliveredEvent, now: Date): Promise<"new" | "again" | "older"> {
  const updatedAt = new Date(event.updatedAt).toISOString();
  const expired = new Date(now.getTime() - MAX_AGE_MS).toISOString();
  await db().deleteFrom("webhook_events").where("received_at", "<", expired).execute();
  const newer = await db()
    .selectFrom("webhook_events")
    .select("event_id")
    .where("webhook_id", "=", event.webhookId)
    .where("resource_id", "=", event.resourceId)
    .where("updated_at", ">", updatedAt)
    .executeTakeFirst();
  const { numInsertedOrUpdatedRows } = await db()
    .insertInto("webhook_events")
    .values({
      event_id: event.eventId,
      webhook_id: event.webhookId,
      resource_id: event.resourceId,
      updated_at: updatedAt,
      received_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(["webhook_id", "event_id"]).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return "again";
  return newer ? "older" : "new";
}
