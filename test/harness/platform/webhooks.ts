import { z } from "zod";
import type { Received } from "@/test/harness/servers/webhook-receiver";
import { type Caller, checkedCall } from "./checked-call";

export const Webhook = z.looseObject({
  id: z.string(),
  app: z.object({ id: z.string(), name: z.string() }),
  include: z.array(z.string()),
  level: z.string(),
  url: z.string(),
});

export const Delivery = z.looseObject({
  id: z.string(),
  status: z.string(),
  num_attempts: z.number(),
  next_attempt_at: z.string().nullable(),
  last_attempt: z.looseObject({ code: z.number().nullable(), error_class: z.string().nullable() }).nullable(),
  event: z.object({ id: z.string(), include: z.string() }),
  webhook: z.object({ id: z.string(), level: z.string() }),
});

const Told = z.looseObject({
  id: z.string(),
  action: z.string(),
  resource: z.string(),
  data: z.looseObject({ id: z.string(), status: z.string().optional() }),
  webhook_metadata: z.looseObject({ event: z.object({ id: z.string(), include: z.string() }) }),
});

/** Returns the events of the received bodies. */
export const eventsOf = (received: Received[]) =>
  received.map(({ raw }) => Told.parse(JSON.parse(raw.toString())));

export const subscription = (url: string, more: Record<string, unknown> = {}) => ({
  include: ["api:build", "api:release"],
  level: "sync",
  url,
  secret: "the secret of the test",
  ...more,
});

export function subscribe(platform: Caller, app: string, body: Record<string, unknown>) {
  return checkedCall(platform, Webhook, 201, "POST", `/apps/${app}/webhooks`, { body });
}

/** Returns the deliveries of an app, oldest first. */
export function deliveries(platform: Caller, app: string) {
  const headers = { Range: "seq ..; order=asc,max=1000" };
  return checkedCall(platform, z.array(Delivery), 200, "GET", `/apps/${app}/webhook-deliveries`, { headers });
}

/** Creates a release, and with it one event. */
export function release(platform: Caller, app: string, value: string) {
  return platform.call("PATCH", `/apps/${app}/config-vars`, { body: { VALUE: value } });
}
