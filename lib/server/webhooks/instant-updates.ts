import { randomBytes, randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { messageOf } from "@/lib/errors/catalog";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { api } from "@/lib/paths";
import type { App } from "@/lib/schemas/app";
import type { InstantUpdates, UpstreamWebhook, Webhook, WebhookList } from "@/lib/schemas/webhook";
import { env, isLoopback } from "@/lib/server/env";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { isPrivateAddress } from "@/lib/server/heroku/upstream-url";
import { createWebhook, deleteWebhook, listWebhooks } from "@/lib/server/heroku/webhooks";
import {
  deleteStoredWebhook,
  insertWebhook,
  type StoredWebhook,
  setUpstreamId,
  webhookOfApp,
} from "@/lib/server/store/webhooks";
import { endTrust, trust } from "./trust";

const INCLUDE = ["api:build", "api:release"];
/** Time for creating a subscription. One that upstream does not list afterwards does not exist there. */
const CREATION_MS = 60_000;

type Person = { id: string; email: string };

/** Returns our webhook subscription of an app (`instant`) and the app's other ones. */
export async function readInstantUpdates(
  heroku: Heroku,
  name: string,
  now = new Date(),
): Promise<WebhookList> {
  const app = await getApp(heroku, name);
  const [stored, listed] = await Promise.all([webhookOfApp(app.id), listSubscriptions(heroku, app)]);
  const own = stored && listed ? await ownSubscription(stored, listed, now) : stored;
  const obstacle = obstacleTo(env().publicUrl, env().herokuApiUrl);
  return {
    items: (listed ?? []).filter((hook) => hook.id !== own?.upstream_id).map(toWebhook),
    next: null,
    instant: own && toInstant(own, listed ?? []),
    may_manage: listed !== null,
    obstacle: obstacle === null ? null : messageOf("not_reachable", obstacle),
  };
}

/**
 * Subscribes to an app's builds and releases; idempotent. Throws `not_reachable` if upstream cannot reach this server,
 * and `forbidden` if the account may not manage the app.
 */
export async function turnOnInstantUpdates(
  heroku: Heroku,
  name: string,
  by: Person,
  now = new Date(),
): Promise<WebhookList> {
  const obstacle = obstacleTo(env().publicUrl, env().herokuApiUrl);
  if (obstacle !== null) throw new SlipwayError("not_reachable", { detail: obstacle });
  const { instant } = await readInstantUpdates(heroku, name, now);
  if (!instant) await subscribe(heroku, await getApp(heroku, name), by, now);
  return readInstantUpdates(heroku, name, now);
}

/** Ends our subscription. Throws `not_found`, or `forbidden` if the account may not manage the app. */
export async function turnOffInstantUpdates(heroku: Heroku, name: string, id: string): Promise<WebhookList> {
  const app = await getApp(heroku, name);
  const stored = await webhookOfApp(app.id);
  if (stored?.id !== id) throw new SlipwayError("not_found", { detail: "Instant updates are off already." });
  if (stored.upstream_id !== null) await remove(heroku, app, stored.upstream_id);
  await forget(stored);
  return readInstantUpdates(heroku, name);
}

async function subscribe(heroku: Heroku, app: App, by: Person, now: Date): Promise<void> {
  const id = randomUUID();
  const subscription = { include: INCLUDE, level: "sync", secret: randomBytes(32).toString("hex") } as const;
  // Stored first, because deliveries may arrive before the response.
  if (!(await insertWebhook({ id, appId: app.id, ...subscription, by: by.email }, now))) return;
  try {
    const created = await createWebhook(heroku, app.id, { ...subscription, url: receiverOf(id) });
    await setUpstreamId(id, created.id);
    trust(app.id, now);
  } catch (error) {
    await deleteStoredWebhook(id);
    throw manageError(error, app);
  }
  await removeLost(heroku, app, id);
}

/** Removes subscriptions to this server that are not in the store (after a loss of DATA_DIR): their deliveries fail. */
async function removeLost(heroku: Heroku, app: App, id: string): Promise<void> {
  const ours = receiverOf("");
  const lost = (await listWebhooks(heroku, app.id)).filter(
    ({ url }) => url.startsWith(ours) && !url.endsWith(id),
  );
  for (const hook of lost) await remove(heroku, app, hook.id);
}

/** Returns the URL that receives a subscription's deliveries. */
function receiverOf(id: string): string {
  return env().publicUrl + api.webhookReceiver(id);
}

async function remove(heroku: Heroku, app: App, upstreamId: string): Promise<void> {
  try {
    await deleteWebhook(heroku, app.id, upstreamId);
  } catch (error) {
    if (!(error instanceof SlipwayError) || error.status !== 404) throw manageError(error, app);
  }
}

async function forget(hook: StoredWebhook): Promise<void> {
  await deleteStoredWebhook(hook.id);
  endTrust(hook.app_id);
}

/** Returns null if the account has no access to the subscriptions. */
async function listSubscriptions(heroku: Heroku, app: App): Promise<UpstreamWebhook[] | null> {
  try {
    return await listWebhooks(heroku, app.id);
  } catch (error) {
    if (error instanceof SlipwayError && error.status === 403) return null;
    throw error;
  }
}

/** Returns our subscription. If upstream no longer has it, removes it from the store and returns null. */
async function ownSubscription(stored: StoredWebhook, listed: UpstreamWebhook[], now: Date) {
  const young = now.getTime() - Date.parse(stored.created_at) < CREATION_MS;
  if (listed.some((hook) => hook.id === stored.upstream_id)) return stored;
  if (stored.upstream_id === null && young) return stored;
  await forget(stored);
  return null;
}

function manageError(error: unknown, app: App): unknown {
  if (!(error instanceof SlipwayError) || error.id !== "forbidden") return error;
  return new SlipwayError("forbidden", {
    detail: `Only who may manage ${app.name} can turn its instant updates on or off.`,
    cause: error,
    requestId: error.requestId,
  });
}

function toWebhook({ id, url, include, level, created_at }: UpstreamWebhook): Webhook {
  return { id, host: hostOf(url), include, level, created_at };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an unknown host";
}

function toInstant(stored: StoredWebhook, listed: UpstreamWebhook[]): InstantUpdates {
  const { id, created_at, created_by, last_delivery_at } = stored;
  const url = listed.find((hook) => hook.id === stored.upstream_id)?.url;
  const elsewhere = url === undefined || url === receiverOf(id) ? null : hostOf(url);
  return { id, created_at, created_by, last_delivery_at, trusted: stored.doubted_at === null, elsewhere };
}

/**
 * Returns the reason why upstream cannot deliver to this server; null if it can. A local platform reaches every
 * address of this machine; Heroku needs https and a public host.
 */
export function obstacleTo(publicUrl: string, herokuApiUrl: string): string | null {
  const api = new URL(herokuApiUrl);
  if (api.protocol === "http:" || isLoopback(api.hostname)) return null;
  const { protocol, hostname } = new URL(publicUrl);
  const far = isPublicName(hostname);
  if (protocol === "https:" && far) return null;
  const why = far ? "does not begin with https" : "is an address inside your own network";
  return `Heroku cannot tell Slipway anything at ${publicUrl}: it ${why}.`;
}

function isPublicName(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) return !isPrivateAddress(bare);
  return bare.includes(".") && !/\.(local|localhost|internal|lan|home|test|invalid|example)$/i.test(bare);
}
