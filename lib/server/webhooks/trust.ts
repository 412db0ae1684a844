import "server-only";
import { noteInstant, onFound } from "@/lib/server/changes";
import { log } from "@/lib/server/log/log";
import { onShutdown } from "@/lib/server/process/shutdown";
import { allWebhooks, resealSecrets, type StoredWebhook } from "@/lib/server/store/webhooks";
import { foundByLooking } from "./missed-deliveries";

/** A subscription that was silent for so long is not relied upon: its app is looked at as often as any other. */
const TRUST_MS = 24 * 60 * 60_000;
const EVERY_MS = 60_000;

declare global {
  var slipwayTrusted: Set<string> | undefined;
}

/** A delivery arrived, or the subscription was made, at `now`. */
export function trust(appId: string, now: Date): void {
  noteInstant(appId, now.getTime() + TRUST_MS);
}

/** The app's changes are looked for as without a subscription. */
export function endTrust(appId: string): void {
  noteInstant(appId, null);
}

/** Takes over from the store which apps are told of: after a start, and what other servers were told or found out. */
export async function refreshTrust(): Promise<void> {
  const hooks = await allWebhooks();
  const before = globalThis.slipwayTrusted ?? new Set();
  const told = new Set(hooks.map((hook) => hook.app_id));
  for (const appId of before) if (!told.has(appId)) endTrust(appId);
  for (const hook of hooks) noteInstant(hook.app_id, trustedUntil(hook));
  globalThis.slipwayTrusted = told;
}

/** In ms since 1970; null when it is not to be trusted. */
function trustedUntil({ upstream_id, doubted_at, last_delivery_at, created_at }: StoredWebhook) {
  if (upstream_id === null || doubted_at !== null) return null;
  return Date.parse(last_delivery_at ?? created_at) + TRUST_MS;
}

/** Does so now and every minute, and hears of what no webhook told of, until the server stops. */
export async function keepTrust(): Promise<void> {
  onFound((app) => void foundByLooking(app));
  await resealSecrets().catch((error: unknown) =>
    log.warn({ err: String(error) }, "The secrets of webhooks were not sealed anew"),
  );
  const look = () =>
    refreshTrust().catch((error: unknown) =>
      log.warn({ err: String(error) }, "Which apps Heroku tells of is not known"),
    );
  await look();
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  onShutdown(() => clearInterval(timer));
}
