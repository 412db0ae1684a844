import { setTimeout as wait } from "node:timers/promises";
import { noteInstant, onMissedChange } from "@/lib/server/changes";
import { log } from "@/lib/server/log/log";
import { perProcess } from "@/lib/server/process/per-process";
import { onShutdown } from "@/lib/server/process/shutdown";
import {
  allWebhooks,
  noteMissedChange,
  resealSecrets,
  type StoredWebhook,
  webhookOfApp,
} from "@/lib/server/store/webhooks";

/** A webhook without a delivery for this long is not trusted: its app is polled like any other. */
const TRUST_MS = 24 * 60 * 60_000;
const EVERY_MS = 60_000;

/** The ids of the apps with a subscription. */
const subscribedApps = perProcess("subscribed-apps", () => new Set<string>());

/** Trusts an app's webhook from `now`, the time of a delivery or of the subscription. */
export function trust(appId: string, now: Date): void {
  noteInstant(appId, now.getTime() + TRUST_MS);
}

/** Ends the trust: the app is polled as without a subscription. */
export function endTrust(appId: string): void {
  noteInstant(appId, null);
}

/** Loads the trusted webhooks from the store: at start, and for deliveries received by other servers. */
export async function refreshTrust(): Promise<void> {
  const hooks = await allWebhooks();
  const before = subscribedApps();
  const subscribed = new Set(hooks.map((hook) => hook.app_id));
  for (const appId of before) if (!subscribed.has(appId)) endTrust(appId);
  for (const hook of hooks) noteInstant(hook.app_id, trustedUntil(hook));
  subscribedApps.set(subscribed);
}

/** Returns the end of the trust in ms since the epoch; null if the webhook is not trusted. */
function trustedUntil({ upstream_id, doubted_at, last_delivery_at, created_at }: StoredWebhook) {
  if (upstream_id === null || doubted_at !== null) return null;
  return Date.parse(last_delivery_at ?? created_at) + TRUST_MS;
}

/** Refreshes the trust now and every minute, and handles missed changes, until the server stops. */
export async function keepTrust(): Promise<void> {
  onMissedChange((app) => void endTrustUnlessDelivered(app));
  await resealSecrets().catch((error: unknown) =>
    log.warn({ err: String(error) }, "Cannot reseal the secrets of webhooks"),
  );
  const refresh = () =>
    refreshTrust().catch((error: unknown) =>
      log.warn({ err: String(error) }, "Cannot read webhook subscriptions; apps are polled"),
    );
  await refresh();
  const timer = setInterval(() => void refresh(), EVERY_MS);
  timer.unref();
  onShutdown(() => clearInterval(timer));
}

/** A delivery may still arrive (grace), or may have arrived since the previous read (before). */
const GRACE_MS = 10_000;
const BEFORE_MS = 30_000;

const graceOver = () => wait(GRACE_MS, undefined, { ref: false });

/**
 * Handles a change that polling found for an app with a trusted webhook. Without a delivery around that time, the
 * webhook misses changes, and is not trusted until its next delivery. Never throws.
 */
export async function endTrustUnlessDelivered(
  appId: string,
  found: Date = new Date(),
  grace: () => Promise<unknown> = graceOver,
): Promise<void> {
  try {
    await grace();
    const hook = await webhookOfApp(appId);
    const lastDelivery = hook?.last_delivery_at ? Date.parse(hook.last_delivery_at) : 0;
    if (!hook || hook.doubted_at !== null || lastDelivery >= found.getTime() - BEFORE_MS) return;
    await noteMissedChange(appId, found);
    endTrust(appId);
    log.info(
      { app: appId },
      "A change was not reported by webhook; the app is polled until the next delivery",
    );
  } catch (error) {
    log.warn({ err: String(error), app: appId }, "Cannot check whether a webhook missed a change");
  }
}
