import { createHmac } from "node:crypto";
import { z } from "zod";
import type { WebhookDeliveryRow, WebhookEventRow, WebhookRow } from "@/local-platform/store/webhook-tables";

/** A delivery with its payload and destination. */
export type Parcel = Pick<WebhookDeliveryRow, "id" | "num_attempts" | "next_attempt_at"> & {
  hook: Pick<WebhookRow, "id" | "url" | "level" | "secret" | "authorization">;
  event: Pick<WebhookEventRow, "id" | "include" | "payload" | "created_at" | "updated_at">;
};

/** Result of an attempt: the receiver's status, or why there is none. Only 2xx is a success. */
export type Outcome = { code: number | null; error_class: string | null };

const Payload = z.record(z.string(), z.unknown());

/** Returns the request body in Heroku's format. */
export function bodyOf({ id, hook, event }: Parcel, attemptId: string, publishedAt: string): string {
  return JSON.stringify({
    id: event.id,
    ...Payload.parse(JSON.parse(event.payload)),
    sequence: null,
    created_at: seconds(event.created_at),
    updated_at: seconds(event.updated_at),
    published_at: seconds(publishedAt),
    webhook_metadata: {
      attempt: { id: attemptId },
      delivery: { id },
      event: { id: event.id, include: event.include },
      webhook: { id: hook.id },
    },
  });
}

const seconds = (iso: string) => `${iso.slice(0, 19)}Z`;

/** `Heroku-Webhook-Hmac-SHA256`: over the exact bytes of the body. */
export function signature(secret: string, body: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

/** Posts once without following redirects. Throws only if `signal` aborts. */
export async function post(
  hook: Parcel["hook"],
  body: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const headers = new Headers({
    "content-type": "application/json",
    "user-agent": "slipway-local-platform",
    "heroku-webhook-hmac-sha256": signature(hook.secret, body),
  });
  if (hook.authorization !== null) headers.set("authorization", hook.authorization);
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const either = AbortSignal.any([signal, late]);
    const answer = await fetch(hook.url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: either,
    });
    await answer.body?.cancel();
    return { code: answer.status, error_class: answer.ok ? null : "UnexpectedStatus" };
  } catch (error) {
    signal.throwIfAborted();
    return { code: null, error_class: late.aborted ? "Timeout" : classOf(error) };
  }
}

function classOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return error instanceof Error ? error.name : "Error";
}
