import type { Generated } from "kysely";

/** A subscription to events of an app. */
export type WebhookRow = {
  id: string;
  app_id: string;
  url: string;
  /** JSON: ["api:build", …]. */
  include: string;
  level: "notify" | "sync";
  /** Signs deliveries; returned once, at creation. */
  secret: string;
  /** Sent as the `Authorization` header. */
  authorization: string | null;
  created_at: string;
  updated_at: string;
};

/** An event with at least one subscribed webhook, stored in the transaction of the change. */
export type WebhookEventRow = {
  /** Increases in the order of events. */
  seq: Generated<number>;
  id: string;
  app_id: string;
  include: string;
  /** JSON: {action, actor, data, previous_data, resource, version}. */
  payload: string;
  created_at: string;
  updated_at: string;
};

/** Delivery of an event to one webhook. */
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
