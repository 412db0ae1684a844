/** A subscription of ours to an app's builds and releases. `secret` is sealed with SECRET. */
export type WebhookRow = {
  id: string;
  app_id: string;
  /** Null until upstream has made it. */
  upstream_id: string | null;
  secret: string;
  level: string;
  created_by: string | null;
  created_at: string;
  last_delivery_at: string | null;
  /** Since when it is known that not every change is told; null while it can be trusted. */
  doubted_at: string | null;
};

/** An event that was delivered, so that it is acted on once, and what it told of, so that an older one is not. */
export type WebhookEventRow = {
  event_id: string;
  webhook_id: string;
  /** The build or release. */
  resource_id: string;
  updated_at: string;
  received_at: string;
};
