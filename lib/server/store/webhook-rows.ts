/** Our subscription to an app's builds and releases. `secret` is sealed with SECRET. */
export type WebhookRow = {
  id: string;
  app_id: string;
  /** Null until upstream has created it. */
  upstream_id: string | null;
  secret: string;
  level: string;
  created_by: string | null;
  created_at: string;
  last_delivery_at: string | null;
  /** When a change without a delivery was found; null while the webhook is trusted. */
  doubted_at: string | null;
};

/** A delivered event, stored so that a repeated one, or an older one of the same build or release, is ignored. */
export type WebhookEventRow = {
  event_id: string;
  webhook_id: string;
  /** The id of the build or release. */
  resource_id: string;
  updated_at: string;
  received_at: string;
};
