import { createHmac, timingSafeEqual } from "node:crypto";
import { WebhookNotice } from "@/lib/schemas/webhook";
import { touchApp } from "@/lib/server/changes";
import { parseJson } from "@/lib/server/heroku/upstream-http";
import { bodyBytes } from "@/lib/server/http/body-text";
import { limits } from "@/lib/server/limits/limits";
import { log } from "@/lib/server/log/log";
import { countOne } from "@/lib/server/metrics/counts";
import { noteDelivery, recordEvent, signingSecret } from "@/lib/server/store/webhooks";
import { trust } from "./trust";

/**
 * Receives a delivery. Responds with 204, or with an empty 401 if the signature or the id is wrong. Throws `too_large`.
 * A new event triggers a read of its app; a repeated one, or one older than the last event of the same build or
 * release, does not.
 */
export async function receiveDelivery(
  request: Request,
  id: string,
  now: Date = new Date(),
): Promise<Response> {
  const raw = await bodyBytes(request, limits.openBody);
  const { appId, secret } = await signingSecret(id);
  const signed = isSigned(raw, request.headers.get("heroku-webhook-hmac-sha256"), secret);
  if (!signed || appId === null) {
    countOne("slipway_webhook_deliveries_total", "refused");
    return new Response(null, { status: 401 });
  }
  const notice = WebhookNotice.safeParse(parseJson(raw.toString("utf8")));
  // An unknown shape is treated as a change: refusing it would only delay later deliveries.
  if (!notice.success)
    log.warn({ app: appId, err: notice.error.message }, "A webhook delivery has an unexpected shape");
  const known = notice.success ? await recordEvent(eventOf(notice.data, id, now), now) : "new";
  countOne("slipway_webhook_deliveries_total", known);
  trust(appId, now);
  if (known === "new") touchApp(appId);
  await noteDelivery(id, now);
  return new Response(null, { status: 204 });
}

function eventOf({ data, updated_at, webhook_metadata: { event } }: WebhookNotice, id: string, now: Date) {
  const time = Date.parse(data.updated_at ?? updated_at ?? "");
  return {
    webhookId: id,
    eventId: event.id,
    resourceId: data.id ?? event.id,
    updatedAt: Number.isNaN(time) ? now.getTime() : time,
  };
}

const BASE64_SHA256 = /^[A-Za-z0-9+/]{43}=$/;

/** True if `Heroku-Webhook-Hmac-SHA256` is the base64 of the HMAC-SHA256 of exactly these bytes. Constant time. */
export function isSigned(raw: Uint8Array, header: string | null, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(raw).digest();
  const wellFormed = header !== null && BASE64_SHA256.test(header);
  const given = wellFormed ? Buffer.from(header, "base64") : Buffer.alloc(expected.length);
  return timingSafeEqual(expected, given) && wellFormed;
}
