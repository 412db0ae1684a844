import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { noteInstant } from "@/lib/server/changes";
import { log } from "@/lib/server/log/log";
import { noteDoubt, webhookOfApp } from "@/lib/server/store/webhooks";

/** A delivery may be on its way while the change is found; one that came since the look before told of it. */
const GRACE_MS = 10_000;
const BEFORE_MS = 30_000;

const graceOver = () => wait(GRACE_MS, undefined, { ref: false });

/**
 * For the watch: a heartbeat found a change of an app whose changes are told of. Unless a delivery arrives about now, not
 * everything is told: trust ends, until one arrives again. Never throws.
 */
export async function foundByLooking(
  appId: string,
  found: Date = new Date(),
  over: () => Promise<unknown> = graceOver,
): Promise<void> {
  try {
    await over();
    const hook = await webhookOfApp(appId);
    const told = hook?.last_delivery_at ? Date.parse(hook.last_delivery_at) : 0;
    if (!hook || hook.doubted_at !== null || told >= found.getTime() - BEFORE_MS) return;
    await noteDoubt(appId, found);
    noteInstant(appId, null);
    log.info({ app: appId }, "A change was found that no webhook told of: the app is looked at as before");
  } catch (error) {
    log.warn({ err: String(error), app: appId }, "Whether webhooks tell of everything is not known");
  }
}
