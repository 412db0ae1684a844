import { randomBytes } from "node:crypto";
import { z } from "zod";
import { parseInclude } from "@/local-platform/engine/webhooks/event-log";
import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { AppRow } from "@/local-platform/store/tables";
import type { WebhookRow } from "@/local-platform/store/webhook-tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

const Entity = z.enum([
  "api:addon-attachment",
  "api:addon",
  "api:app",
  "api:build",
  "api:collaborator",
  "api:domain",
  "api:dyno",
  "api:formation",
  "api:release",
  "api:sni-endpoint",
]);
const Create = z.strictObject({
  include: z.array(Entity).min(1, "must name at least one entity"),
  level: z.enum(["notify", "sync"]),
  url: z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).max(2000),
  secret: z.string().min(1).max(1000).nullish(),
  authorization: z
    .string()
    .regex(/^[\x20-\x7e]{1,1000}$/, "must be printable ASCII")
    .nullish(),
});

/** Webhooks need write access; read access does not show their URLs either. */
const manage = (call: Call) => findApp(call, "write");

export const webhookEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/webhooks",
    needs: "read",
    sort,
    list: async (call) => {
      const app = await manage(call);
      const rows = await select(call, app).execute();
      return rows.map((row) => ({ keys: row, body: present(app, row) }));
    },
  },
  { method: "POST", path: "/apps/:app/webhooks", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app/webhooks/:webhook",
    needs: "read",
    handle: async (call) => {
      const app = await manage(call);
      return present(app, await find(call, app));
    },
  },
  { method: "PATCH", path: "/apps/:app/webhooks/:webhook", needs: "write", handle: update },
  { method: "DELETE", path: "/apps/:app/webhooks/:webhook", needs: "write", handle: remove },
];

function select({ context }: Call, app: AppRow) {
  return context.db.selectFrom("webhooks").selectAll().where("app_id", "=", app.id);
}

async function find(call: Call, app: AppRow): Promise<WebhookRow> {
  const row = await select(call, app).where("id", "=", call.param("webhook")).executeTakeFirst();
  if (!row) throw notFound("webhook");
  return row;
}

/** The only response that contains the secret. */
const tellSecret = (call: Call, secret: string) => call.header("Heroku-Webhook-Secret", secret);

async function create(call: Call): Promise<unknown> {
  const { context } = call;
  const app = await manage(call);
  const wanted = await call.json(Create);
  const now = context.now().toISOString();
  const row: WebhookRow = {
    id: context.newId(),
    app_id: app.id,
    url: wanted.url,
    include: JSON.stringify(wanted.include),
    level: wanted.level,
    secret: wanted.secret ?? randomBytes(30).toString("hex"),
    authorization: wanted.authorization ?? null,
    created_at: now,
    updated_at: now,
  };
  await context.db.insertInto("webhooks").values(row).execute();
  tellSecret(call, row.secret);
  return present(app, row);
}

async function update(call: Call): Promise<unknown> {
  const { context } = call;
  const app = await manage(call);
  const row = await find(call, app);
  const { include, level, url, secret, authorization } = await call.json(Create.partial());
  const changed: WebhookRow = {
    ...row,
    include: include ? JSON.stringify(include) : row.include,
    level: level ?? row.level,
    url: url ?? row.url,
    secret: secret ?? row.secret,
    authorization: authorization === undefined ? row.authorization : authorization,
    updated_at: context.now().toISOString(),
  };
  await context.db.updateTable("webhooks").set(changed).where("id", "=", row.id).execute();
  if (secret) tellSecret(call, secret);
  return present(app, changed);
}

async function remove(call: Call): Promise<unknown> {
  const app = await manage(call);
  const row = await find(call, app);
  await call.context.db.deleteFrom("webhooks").where("id", "=", row.id).execute();
  return present(app, row);
}

function present(app: AppRow, webhook: WebhookRow) {
  return {
    app: { id: app.id, name: app.name },
    created_at: formatTime(webhook.created_at),
    id: webhook.id,
    include: parseInclude(webhook.include),
    level: webhook.level,
    updated_at: formatTime(webhook.updated_at),
    url: webhook.url,
  };
}
