import { z } from "zod";
import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { WebhookEventRow } from "@/local-platform/store/webhook-tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "seq", kind: "number", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

const Payload = z.record(z.string(), z.unknown());

export const webhookEventEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/webhook-events",
    needs: "read",
    sort,
    list: async (call) => {
      const rows = await (await select(call)).execute();
      return rows.map((row) => ({
        keys: row,
        // A getter: only the rows of the requested page are presented.
        get body() {
          return present(row);
        },
      }));
    },
  },
  {
    method: "GET",
    path: "/apps/:app/webhook-events/:event",
    needs: "read",
    handle: async (call) => {
      const row = await (await select(call)).where("id", "=", call.param("event")).executeTakeFirst();
      if (!row) throw notFound("webhook event");
      return present(row);
    },
  },
];

/** Returns a query for the events of the app named in the path. */
async function select(call: Call) {
  const app = await findApp(call, "write");
  return call.context.db.selectFrom("webhook_events").selectAll().where("app_id", "=", app.id);
}

function present(event: Omit<WebhookEventRow, "seq">) {
  return {
    created_at: formatTime(event.created_at),
    id: event.id,
    include: event.include,
    payload: Payload.parse(JSON.parse(event.payload)),
    updated_at: formatTime(event.updated_at),
  };
}
