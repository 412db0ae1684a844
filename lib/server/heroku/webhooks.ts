import { z } from "zod";
import { UpstreamWebhook } from "@/lib/schemas/webhook";
import type { Heroku } from "./client";
import { readAllPages } from "./pagination";

const PER_PAGE = 1000;

/** `GET /apps/:app/webhooks`: all subscriptions of the app. Throws `forbidden` when the account may not manage it. */
export function listWebhooks(heroku: Heroku, app: string): Promise<UpstreamWebhook[]> {
  const call = { params: { app }, schema: z.array(UpstreamWebhook) };
  return readAllPages(heroku, "webhooks", call, { field: "id", max: PER_PAGE, order: "asc" });
}

export type WebhookOrder = { include: string[]; level: "notify" | "sync"; url: string; secret: string };

/** `POST /apps/:app/webhooks`: deliveries may arrive before this returns. */
export async function createWebhook(
  heroku: Heroku,
  app: string,
  body: WebhookOrder,
): Promise<UpstreamWebhook> {
  const { data } = await heroku.request("createWebhook", { params: { app }, body, schema: UpstreamWebhook });
  return data;
}

/** `DELETE /apps/:app/webhooks/:webhook`. Throws `not_found` when it no longer exists. */
export async function deleteWebhook(heroku: Heroku, app: string, webhook: string): Promise<void> {
  await heroku.request("deleteWebhook", { params: { app, webhook }, schema: z.unknown() });
}
