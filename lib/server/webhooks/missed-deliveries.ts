import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { noteInstant } from "@/lib/server/changes";
import { log } from "@/lib/server/log/log";
import { noteMissedChange, webhookOfApp } from "@/lib/server/store/webhooks";

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
    noteInstant(appId, null);
    log.info({ app: appId }, "A change was found that no webhook told of: the app is looked at as before");
  } catch (error) {
    log.warn({ err: String(error), app: appId }, "Whether webhooks tell of everything is not known");
  }
}
