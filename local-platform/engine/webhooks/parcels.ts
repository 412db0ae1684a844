import type { Kysely } from "kysely";
import type { Context, Limits } from "@/local-platform/context";
import type { Tables } from "@/local-platform/store/tables";
import type { WebhookDeliveryRow } from "@/local-platform/store/webhook-tables";
import type { Outcome, Parcel } from "./send";

/** Returns the delay after this many attempts, in ms; doubles from the first delay up to the cap. */
export function backOffMs(
  attempts: number,
  { webhookRetryMs, webhookRetryCapMs }: Pick<Limits, "webhookRetryMs" | "webhookRetryCapMs">,
): number {
  return Math.min(webhookRetryMs * 2 ** Math.min(attempts - 1, 40), webhookRetryCapMs);
}

const open: WebhookDeliveryRow["status"][] = ["pending", "scheduled", "retrying"];

/** Returns the webhooks with pending deliveries. */
export async function waitingHooks(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom("webhook_deliveries")
    .select("webhook_id")
    .distinct()
    .where("status", "in", open)
    .execute();
  return rows.map((row) => row.webhook_id);
}

/** Returns the oldest unfinished delivery of a webhook; later ones wait for it. */
export async function nextParcel(db: Kysely<Tables>, hookId: string): Promise<Parcel | null> {
  const row = await db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("webhooks as hook", "hook.id", "delivery.webhook_id")
    .innerJoin("webhook_events as event", "event.id", "delivery.event_id")
    .select(["delivery.id", "delivery.num_attempts", "delivery.next_attempt_at"])
    .select(["hook.url", "hook.level", "hook.secret", "hook.authorization"])
    .select([
      "event.id as event_id",
      "event.include",
      "event.payload",
      "event.created_at",
      "event.updated_at",
    ])
    .where("delivery.webhook_id", "=", hookId)
    .where("delivery.status", "in", open)
    .orderBy("delivery.seq")
    .executeTakeFirst();
  if (!row) return null;
  const { id, num_attempts, next_attempt_at, event_id, include, payload, created_at, updated_at, ...hook } =
    row;
  return {
    id,
    num_attempts,
    next_attempt_at,
    hook: { id: hookId, ...hook },
    event: { id: event_id, include, payload, created_at, updated_at },
  };
}

type Attempt = { id: string; begun: string; outcome: Outcome };

/** Stores the result of an attempt and, after a failure, the time of the next one; `notify` has a single attempt. */
export async function settle({ db, now, limits }: Context, parcel: Parcel, attempt: Attempt): Promise<void> {
  const { code, error_class } = attempt.outcome;
  const succeeded = error_class === null;
  const attempts = parcel.num_attempts + 1;
  const over = parcel.hook.level === "notify" || attempts >= limits.webhookAttempts;
  const time = now();
  const again =
    succeeded || over ? null : new Date(time.getTime() + backOffMs(attempts, limits)).toISOString();
  const updated_at = time.toISOString();
  await db
    .updateTable("webhook_deliveries")
    .set({
      status: succeeded ? "succeeded" : over ? "failed" : "retrying",
      num_attempts: attempts,
      next_attempt_at: again,
      last_attempt: JSON.stringify({
        id: attempt.id,
        code,
        error_class,
        status: succeeded ? "succeeded" : "failed",
        created_at: attempt.begun,
        updated_at,
      }),
      updated_at,
    })
    .where("id", "=", parcel.id)
    .execute();
}

/** Deletes old events with their deliveries. */
export async function forgetOldEvents({ db, now, limits }: Context): Promise<void> {
  const before = new Date(now().getTime() - limits.webhookEventMs).toISOString();
  await db.deleteFrom("webhook_events").where("created_at", "<", before).execute();
}
