import type { Generated } from "kysely";

/** A subscription to what happens to an app. */
export type WebhookRow = {
  id: string;
  app_id: string;
  url: string;
  /** JSON: ["api:build", …]. */
  include: string;
  level: "notify" | "sync";
  /** Signs what is delivered; told once, when it is made. */
  secret: string;
  /** Sent along as the `Authorization` header. */
  authorization: string | null;
  created_at: string;
  updated_at: string;
};

/** Something that happened to an app which a webhook subscribed to; stored together with the change itself. */
export type WebhookEventRow = {
  /** In the order in which it happened. */
  seq: Generated<number>;
  id: string;
  app_id: string;
  include: string;
  /** JSON: {action, actor, data, previous_data, resource, version}. */
  payload: string;
  created_at: string;
  updated_at: string;
};

/** An event on its way to one webhook. */
export type WebhookDeliveryRow = {
  seq: Generated<number>;
  id: string;
  app_id: string;
  webhook_id: string;
  event_id: string;
  status: "pending" | "scheduled" | "retrying" | "failed" | "succeeded";
  num_attempts: number;
  next_attempt_at: string | null;
  /** JSON: {id, code, error_class, status, created_at, updated_at}; null before the first. */
  last_attempt: string | null;
  created_at: string;
  updated_at: string;
};

export type WebhookTables = {
  webhooks: WebhookRow;
  webhook_events: WebhookEventRow;
  webhook_deliveries: WebhookDeliveryRow;
};
