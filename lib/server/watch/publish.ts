import type { Age, WatchEvent } from "@/lib/schemas/event";
import type { Draft } from "./draft";
import { eventsBetween } from "./events-between";
import type { FaultKind, GrantSubscription, Stream, Watched, WatchState } from "./types";

/** Publishes an event to the streams that subscribe to the app and whose grants have access to it. */
export function publish(draft: Draft, app: Watched, event: WatchEvent): void {
  for (const subscription of draft.subscriptions.values())
    if (subscription.streams.size > 0 && maySee(subscription, app, draft.env.limits.unverifiedMs))
      publishTo(draft, subscription, app.id, event);
}

/** Publishes to the streams of one grant that subscribe to the app. */
export function publishTo(
  draft: Draft,
  { streams }: GrantSubscription,
  app: string,
  event: WatchEvent,
): void {
  for (const { id, apps } of streams.values())
    if (apps.has(app)) draft.effects.push({ type: "send", stream: id, event });
}

/** Publishes the age of an app when its fault has begun or ended. */
export function publishFault(draft: Draft, id: string): void {
  const app = draft.apps.get(id);
  if (!app) return;
  const fault = faultOf(app);
  if (fault === app.publishedFault) return;
  draft.apps.update(id, { publishedFault: fault });
  publish(draft, app, { type: "fresh", apps: [ageOf(app, draft.env.now)] });
}

/** Publishes the ages of the apps that a stream of the grant subscribes to. */
export function publishStreamAges(draft: Draft, grant: string, streamId: number): void {
  const subscription = draft.subscriptions.get(grant);
  const stream = subscription?.streams.get(streamId);
  if (subscription && stream)
    draft.effects.push({ type: "send", stream: streamId, event: agesOf(draft, subscription, stream) });
}

/** Publishes the ages of all apps that a grant's streams subscribe to. */
export function publishAges(draft: Draft, subscription: GrantSubscription): void {
  for (const stream of subscription.streams.values()) {
    const event = agesOf(draft, subscription, stream);
    if (event.apps.length > 0) draft.effects.push({ type: "send", stream: stream.id, event });
  }
}

/** Publishes the newest state of each app to the streams of a grant that received no events for a while. */
export function publishNewest(draft: Draft, subscription: GrantSubscription): void {
  for (const stream of subscription.streams.values()) {
    const send = (event: WatchEvent) => draft.effects.push({ type: "send", stream: stream.id, event });
    send(agesOf(draft, subscription, stream));
    for (const id of stream.apps) {
      const app = draft.apps.get(id);
      if (!app?.summary || !maySee(subscription, app, draft.env.limits.unverifiedMs)) continue;
      const { builds, releases } = app.summary;
      const newest = { builds: builds.slice(0, 1), releases: releases.slice(0, 1), dynos: [] };
      for (const event of eventsBetween(EMPTY, { ...app.summary, ...newest })) send(event);
    }
  }
}

const EMPTY = { builds: [], releases: [], dynos: [] };

/** Returns the ages of the apps that a stream subscribes to and may see. */
function agesOf(
  { apps, env }: Draft,
  subscription: GrantSubscription,
  stream: Stream,
): Extract<WatchEvent, { type: "fresh" }> {
  const { listedAt, error } = subscription;
  const ages = [...stream.apps].flatMap((id) => {
    const app = apps.get(id);
    return app && maySee(subscription, app, env.limits.unverifiedMs) ? [ageOf(app, env.now)] : [];
  });
  const listAge = listedAt === null ? null : Math.round(env.now - listedAt);
  return { type: "fresh", apps: ages, list_age_ms: listAge, list_why: error?.message ?? null };
}

function ageOf(app: Watched, now: number): Age {
  const ageIn = (at: number | null) => (at === null ? null : Math.max(0, Math.round(now - at)));
  const dynosAt = app.summary?.dynos_read_at;
  return {
    app: { id: app.id, name: app.name },
    age_ms: ageIn(asOf(app)),
    fault: faultOf(app),
    why: app.error?.message ?? null,
    dynos_age_ms: ageIn(dynosAt ? Date.parse(dynosAt) : null),
  };
}

/** True if the grant's own app list, at most `unverifiedMs` older than the app's data, contains the app. */
export function maySee({ apps, listedAt }: GrantSubscription, app: Watched, unverifiedMs: number): boolean {
  return listedAt !== null && apps.has(app.id) && (app.readAt ?? 0) <= listedAt + unverifiedMs;
}

/**
 * Returns when upstream last confirmed the app's builds and releases (ms), by an answer about them or by an app list
 * with unchanged timestamps. The list is ignored while something is pending, because it does not show progress.
 */
export function asOf({ readAt, unchangedAt, pendingSince }: Watched): number | null {
  return readAt === null || pendingSince !== null ? readAt : Math.max(readAt, unchangedAt);
}

export function faultOf({ fault, slowed }: Watched): FaultKind | null {
  return fault ?? (slowed ? "slowed" : null);
}

/** Returns when upstream last answered about any of these apps, and why no newer answer exists; null if none is watched. */
export function newestRead(
  state: Pick<WatchState, "apps">,
  ids: readonly string[],
): { at: number; why: string | null } | null {
  const reads = ids.flatMap((id) => {
    const app = state.apps.get(id);
    const at = app && app.watchers.size > 0 ? asOf(app) : null;
    return app && at !== null ? [{ at, why: app.error?.message ?? null }] : [];
  });
  return reads.toSorted((a, b) => b.at - a.at)[0] ?? null;
}
