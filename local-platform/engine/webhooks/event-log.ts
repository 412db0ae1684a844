import type { Transaction } from "kysely";
import { z } from "zod";
import type { Context } from "@/local-platform/context";
import type { Events, Happened } from "@/local-platform/engine/engine";
import type { BuildRow, Tables } from "@/local-platform/store/tables";

export type EventLogParts = {
  context: Context;
  /** Returns the resource of an event in its current state; null if it is deleted. */
  dataOf(trx: Transaction<Tables>, happened: Happened): Promise<Record<string, unknown> | null>;
  /** Called when deliveries are stored, possibly before the transaction commits. */
  wake(): void;
};

const Include = z.array(z.string());

/** Subscription of a webhook, from its row. */
export const parseInclude = (text: string): string[] => Include.parse(JSON.parse(text));

/** Stores an event and a delivery per subscribed webhook; nothing if there is none. */
export function createEventLog({ context, dataOf, wake }: EventLogParts): Events {
  return {
    async record(trx, happened) {
      const { appId, include } = happened;
      const hooks = await trx
        .selectFrom("webhooks")
        .select(["id", "include"])
        .where("app_id", "=", appId)
        .orderBy("created_at")
        .execute();
      const subscribed = hooks.filter((hook) => parseInclude(hook.include).includes(include));
      const data = subscribed.length > 0 ? await dataOf(trx, happened) : null;
      if (data === null) return;
      const id = context.newId();
      const time = context.now().toISOString();
      const stamps = { created_at: time, updated_at: time };
      const payload = JSON.stringify(await payloadOf(trx, happened, data));
      await trx
        .insertInto("webhook_events")
        .values({ id, app_id: appId, include, payload, ...stamps })
        .execute();
      const fresh = {
        status: "pending",
        num_attempts: 0,
        next_attempt_at: null,
        last_attempt: null,
      } as const;
      const deliveries = subscribed.map((hook) => {
        const links = { id: context.newId(), app_id: appId, webhook_id: hook.id, event_id: id };
        return { ...links, ...fresh, ...stamps };
      });
      await trx.insertInto("webhook_deliveries").values(deliveries).execute();
      wake();
    },
  };
}

async function payloadOf(trx: Transaction<Tables>, happened: Happened, data: Record<string, unknown>) {
  const actor = await trx
    .selectFrom("accounts")
    .select(["id", "email"])
    .where("id", "=", happened.userId)
    .executeTakeFirstOrThrow();
  return {
    action: happened.action,
    actor: { email: actor.email, id: actor.id },
    data,
    previous_data: happened.previous ?? {},
    resource: happened.include.replace("api:", ""),
    version: "application/vnd.heroku+json; version=3",
  };
}

/** Records that a build was created or has ended, in the transaction that stores it. */
export function recordBuild(
  events: Events,
  trx: Transaction<Tables>,
  action: "create" | "update",
  { id, app_id, user_id }: Pick<BuildRow, "id" | "app_id" | "user_id">,
): Promise<void> {
  const previous = action === "update" ? { status: "pending" } : {};
  return events.record(trx, {
    include: "api:build",
    action,
    id,
    appId: app_id,
    userId: user_id,
    previous,
  });
}
