import { z } from "zod";
import { listOf, Ref, Time, UpstreamRequiredTime } from "./common";

/** `GET /apps/:app/webhooks` (platform-api-schema: app-webhook). */
export const UpstreamWebhook = z.object({
  id: z.string(),
  include: z.array(z.string()),
  level: z.string(),
  url: z.string(),
  created_at: UpstreamRequiredTime,
});
export type UpstreamWebhook = z.infer<typeof UpstreamWebhook>;

/**
 * The part of a webhook delivery that is read. `data` is the build or release, and contains signed URLs: only its id
 * and age are kept.
 */
export const WebhookNotice = z.object({
  updated_at: z.string().nullish(),
  data: z.object({ id: z.string().nullish(), updated_at: z.string().nullish() }),
  webhook_metadata: z.object({ event: Ref }),
});
export type WebhookNotice = z.infer<typeof WebhookNotice>;

/** A subscription on an app. Of a foreign address only the host is returned. */
export const Webhook = z.object({
  id: z.string(),
  host: z.string(),
  include: z.array(z.string()),
  level: z.string(),
  created_at: Time,
});
export type Webhook = z.infer<typeof Webhook>;

/** Our own subscription: Heroku notifies Slipway of builds and releases of the app at once. */
export const InstantUpdates = z.object({
  id: z.string(),
  created_at: Time,
  created_by: z.string().nullable(),
  last_delivery_at: Time.nullable(),
  /**
   * False after a change without a delivery was found: polling is as frequent as without the subscription until a
   * delivery arrives.
   */
  trusted: z.boolean(),
  /** The host that it still delivers to if that is not ours any more (PUBLIC_URL was changed), else null. */
  elsewhere: z.string().nullable(),
});
export type InstantUpdates = z.infer<typeof InstantUpdates>;

/** `GET /api/apps/:app/webhooks`: our own, and others as far as the account may see them. */
export const WebhookList = listOf(Webhook).extend({
  instant: InstantUpdates.nullable(),
  /** true if the account may turn instant updates on and off. */
  may_manage: z.boolean(),
  /** Why they cannot be turned on here, and the remedy; null when they can. */
  obstacle: z.string().nullable(),
});
export type WebhookList = z.infer<typeof WebhookList>;
