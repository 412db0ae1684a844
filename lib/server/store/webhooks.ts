import type { Selectable } from "kysely";
import { env } from "@/lib/server/env";
import { perProcess } from "@/lib/server/process/per-process";
import { open, seal } from "@/lib/server/secret/crypto";
import { secret } from "@/lib/server/secret/secret";
import { db } from "./db";
import type { WebhookRow } from "./tables";

/** A stored subscription without its secret. */
export type StoredWebhook = Omit<Selectable<WebhookRow>, "secret">;

const columns = [
  "id",
  "app_id",
  "upstream_id",
  "level",
  "created_by",
  "created_at",
  "last_delivery_at",
  "doubted_at",
] as const;

type NewWebhook = { id: string; appId: string; secret: string; level: string; by: string | null };

/** Stores a subscription before upstream creates it. Returns false if the app has one. */
export async function insertWebhook(hook: NewWebhook, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db()
    .insertInto("webhooks")
    .values({
      id: hook.id,
      app_id: hook.appId,
      upstream_id: null,
      secret: seal(hook.secret, secret(), contextOf(hook.id)),
      level: hook.level,
      created_by: hook.by,
      created_at: now.toISOString(),
      last_delivery_at: null,
      doubted_at: null,
    })
    .onConflict((conflict) => conflict.column("app_id").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function setUpstreamId(id: string, upstreamId: string): Promise<void> {
  await db().updateTable("webhooks").set({ upstream_id: upstreamId }).where("id", "=", id).execute();
}

export async function deleteStoredWebhook(id: string): Promise<void> {
  await db().deleteFrom("webhooks").where("id", "=", id).execute();
}

export async function webhookOfApp(appId: string): Promise<StoredWebhook | null> {
  const row = await db()
    .selectFrom("webhooks")
    .select(columns)
    .where("app_id", "=", appId)
    .executeTakeFirst();
  return row ?? null;
}

export function allWebhooks(): Promise<StoredWebhook[]> {
  return db().selectFrom("webhooks").select(columns).execute();
}

/** Returns the secret that signs deliveries to this id. An unknown id takes the same time and gets a random one. */
export async function signingSecret(id: string): Promise<{ appId: string | null; secret: string }> {
  const row = await db()
    .selectFrom("webhooks")
    .select(["id", "app_id", "secret"])
    .where("id", "=", id)
    .executeTakeFirst();
  const opened = row ? openSecret(row) : null;
  if (row && opened) return { appId: row.app_id, secret: opened.text };
  return { appId: null, secret: openSecret({ id: "none", secret: decoy() })?.text ?? crypto.randomUUID() };
}

/** Seals again the secrets sealed with SECRET_PREVIOUS, so that the previous one can be removed. */
export async function resealSecrets(): Promise<void> {
  for (const row of await db().selectFrom("webhooks").select(["id", "secret"]).execute()) {
    const opened = openSecret(row);
    if (!opened?.stale) continue;
    const sealed = seal(opened.text, secret(), contextOf(row.id));
    await db().updateTable("webhooks").set({ secret: sealed }).where("id", "=", row.id).execute();
  }
}

/** Returns null if neither secret opens it. */
function openSecret({ id, secret: sealed }: Pick<WebhookRow, "id" | "secret">) {
  const previous = env().secretPrevious;
  try {
    return open(sealed, previous ? [secret(), previous] : [secret()], contextOf(id));
  } catch {
    return null;
  }
}

const decoy = perProcess("webhook-decoy", () => seal(crypto.randomUUID(), secret(), contextOf("none")));

/** Records a delivery, which restores the trust in the webhook. */
export async function noteDelivery(id: string, now: Date): Promise<void> {
  const facts = { last_delivery_at: now.toISOString(), doubted_at: null };
  await db().updateTable("webhooks").set(facts).where("id", "=", id).execute();
}

/** Records a change without a delivery. */
export async function noteMissedChange(appId: string, now: Date): Promise<void> {
  const facts = { doubted_at: now.toISOString() };
  await db().updateTable("webhooks").set(facts).where("app_id", "=", appId).execute();
}

function contextOf(id: string): string {
  return `${id}:webhook`;
}

/** A delivered event. `resourceId` is the id of the build or release; `updatedAt` is in ms since the epoch. */
type DeliveredEvent = { webhookId: string; eventId: string; resourceId: string; updatedAt: number };

/** Upstream repeats deliveries for a week at most. */
const MAX_AGE_MS = 8 * 24 * 60 * 60_000;

/**
 * Stores an event. Returns `again` if it was delivered before, and `older` if a newer event of the same build or
 * release was (by upstream's clock).
 */
export async function recordEvent(event: DeliveredEvent, now: Date): Promise<"new" | "again" | "older"> {
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
