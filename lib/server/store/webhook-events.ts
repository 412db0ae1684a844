import "server-only";
import { db } from "./db";

/** An event as it was delivered; times are ms since 1970. `resourceId` is the build's or release's. */
export type DeliveredEvent = { webhookId: string; eventId: string; resourceId: string; updatedAt: number };

/** Upstream tries for a week at most: then no event comes again. */
const KEPT_MS = 8 * 24 * 60 * 60_000;

/**
 * Notes an event. `again`: it was delivered before; `older`: something newer of the same build or release was. By
 * upstream's own clock alone, whatever ours says.
 */
export async function noteEvent(event: DeliveredEvent, now: Date): Promise<"new" | "again" | "older"> {
  const updatedAt = new Date(event.updatedAt).toISOString();
  const expired = new Date(now.getTime() - KEPT_MS).toISOString();
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
