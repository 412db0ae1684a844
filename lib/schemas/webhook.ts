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
 * What a webhook delivers, as far as we read it. `data` is the build or release, and holds signed URLs: nothing of it
 * is kept but its id and age.
 */
export const WebhookNotice = z.object({
  updated_at: z.string().nullish(),
  data: z.object({ id: z.string().nullish(), updated_at: z.string().nullish() }),
  webhook_metadata: z.object({ event: Ref }),
});
export type WebhookNotice = z.infer<typeof WebhookNotice>;

/** A subscription on an app. Of somebody else's address only the host is told. */
export const Webhook = z.object({
  id: z.string(),
  host: z.string(),
  include: z.array(z.string()),
  level: z.string(),
  created_at: Time,
});
export type Webhook = z.infer<typeof Webhook>;

/** Our own subscription: Heroku tells us of builds and releases of the app at once. */
export const InstantUpdates = z.object({
  id: z.string(),
  created_at: Time,
  created_by: z.string().nullable(),
  last_delivery_at: Time.nullable(),
  /** False since a change was found that no delivery told of: we look as often as without, until one arrives. */
  trusted: z.boolean(),
  /** The host that it still delivers to when that is not ours any more (PUBLIC_URL was changed), else null. */
  elsewhere: z.string().nullable(),
});
export type InstantUpdates = z.infer<typeof InstantUpdates>;

/** `GET /api/apps/:app/webhooks`: ours, and those of others as far as the account may see them. */
export const WebhookList = listOf(Webhook).extend({
  instant: InstantUpdates.nullable(),
  /** Whether the account may turn instant updates on and off. */
  may_manage: z.boolean(),
  /** Why they cannot be turned on here, and what to do; null when they can. */
  obstacle: z.string().nullable(),
});
export type WebhookList = z.infer<typeof WebhookList>;
