import { z } from "zod";
import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "seq", kind: "number", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

const Attempt = z.object({
  id: z.string(),
  code: z.number().nullable(),
  error_class: z.string().nullable(),
  status: z.enum(["scheduled", "succeeded", "failed"]),
  created_at: z.string(),
  updated_at: z.string(),
});

export const webhookDeliveryEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/webhook-deliveries",
    needs: "read",
    sort,
    list: async (call) => {
      const rows = await (await select(call)).execute();
      return rows.map((row) => ({ keys: row, body: present(row) }));
    },
  },
  {
    method: "GET",
    path: "/apps/:app/webhook-deliveries/:delivery",
    needs: "read",
    handle: async (call) => {
      const query = (await select(call)).where("delivery.id", "=", call.param("delivery"));
      const row = await query.executeTakeFirst();
      if (!row) throw notFound("webhook delivery");
      return present(row);
    },
  },
];

/** Returns a query for the deliveries of the app named in the path. */
async function select(call: Call) {
  const app = await findApp(call, "write");
  return call.context.db
    .selectFrom("webhook_deliveries as delivery")
    .innerJoin("webhooks as hook", "hook.id", "delivery.webhook_id")
    .innerJoin("webhook_events as event", "event.id", "delivery.event_id")
    .selectAll("delivery")
    .select(["hook.level", "event.include"])
    .where("delivery.app_id", "=", app.id);
}

type Shown = Awaited<ReturnType<Awaited<ReturnType<typeof select>>["execute"]>>[number];

function present(delivery: Shown) {
  return {
    created_at: formatTime(delivery.created_at),
    event: { id: delivery.event_id, include: delivery.include },
    id: delivery.id,
    last_attempt: delivery.last_attempt === null ? null : presentAttempt(delivery.last_attempt),
    next_attempt_at: formatTime(delivery.next_attempt_at),
    num_attempts: delivery.num_attempts,
    status: delivery.status,
    updated_at: formatTime(delivery.updated_at),
    webhook: { id: delivery.webhook_id, level: delivery.level },
  };
}

function presentAttempt(stored: string) {
  const attempt = Attempt.parse(JSON.parse(stored));
  return {
    ...attempt,
    created_at: formatTime(attempt.created_at),
    updated_at: formatTime(attempt.updated_at),
  };
}
