import type { Draft } from "./draft";
import {
  type GrantSubscription,
  isActive,
  newWatched,
  type Poll,
  type ViewerKind,
  type Watched,
} from "./types";

type Named = { id: string; name: string };
type Requested = { grant: string; apps: readonly Named[]; kind: ViewerKind };

/** Counts a request as watching for `watchMs`. */
export function addPolls(draft: Draft, { grant, apps, kind, isOnce }: Requested & { isOnce: boolean }): void {
  const subscription = draft.subscriptions.get(grant);
  addApps(draft, apps);
  if (!subscription) return;
  const { now, limits } = draft.env;
  const polls = new Map(subscription.polls);
  for (const { id } of apps) {
    const before = polls.get(id);
    if (before && isOnce) continue;
    polls.set(id, { kind, until: now + limits.watchMs });
    if (before?.kind !== kind) draft.areWatchersOutdated = true;
  }
  draft.subscriptions.update(grant, { polls });
}

/** Ends polls, except those that another request renewed in the meantime. */
export function endPolls(draft: Draft, grant: string, ended: ReadonlyMap<string, Poll>): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const polls = [...subscription.polls].filter(([id, poll]) => ended.get(id) !== poll);
  draft.subscriptions.update(grant, { polls: new Map(polls) });
  draft.areWatchersOutdated = true;
}

/** Adds a stream; ends it if the grant was revoked in the meantime. */
export function addStream(draft: Draft, { grant, stream, apps, kind }: Requested & { stream: number }): void {
  const subscription = draft.subscriptions.get(grant);
  addApps(draft, apps);
  if (!subscription) {
    draft.effects.push({ type: "endStream", stream });
    return;
  }
  const added = { id: stream, kind, apps: new Set(apps.map(({ id }) => id)) };
  draft.subscriptions.update(grant, { streams: new Map(subscription.streams).set(stream, added) });
  draft.areWatchersOutdated = true;
}

export function removeStream(draft: Draft, grant: string, stream: number): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const streams = new Map(subscription.streams);
  streams.delete(stream);
  draft.subscriptions.update(grant, { streams });
  draft.areWatchersOutdated = true;
}

function addApps(draft: Draft, apps: readonly Named[]): void {
  for (const app of apps) if (!draft.apps.get(app.id)) draft.apps.set(app.id, newWatched(app, draft.env.now));
}

type Derived = { watchers: Set<string>; viewerKind: ViewerKind };

/** Derives from polls and streams which grants watch which apps, and forgets what nobody watches. */
export function refreshWatchers(draft: Draft): void {
  const { now } = draft.env;
  if (!draft.areWatchersOutdated && now < draft.pollsExpireAt) return;
  draft.areWatchersOutdated = false;
  draft.pollsExpireAt = Number.POSITIVE_INFINITY;
  for (const subscription of draft.subscriptions.values()) expirePolls(draft, subscription);
  const derived = new Map<string, Derived>();
  for (const subscription of draft.subscriptions.values()) {
    for (const [id, { kind }] of subscription.polls) addWatcher(derived, subscription, id, kind);
    for (const { kind, apps } of subscription.streams.values())
      for (const id of apps) addWatcher(derived, subscription, id, kind);
  }
  for (const app of draft.apps.values()) {
    const { watchers, viewerKind } = derived.get(app.id) ?? {
      watchers: new Set<string>(),
      viewerKind: "page",
    };
    const lastWatchedAt = watchers.size > 0 ? now : app.lastWatchedAt;
    draft.apps.set(app.id, { ...app, watchers, viewerKind, lastWatchedAt });
  }
  shareCalls(draft);
  forgetUnwatched(draft);
  draft.effects.push({ type: "shareWatched", apps: watchedIn(draft).map(({ id }) => id) });
}

function expirePolls(draft: Draft, { grant, polls }: GrantSubscription): void {
  const valid = [...polls].filter(([, { until }]) => until > draft.env.now);
  for (const [, { until }] of valid) draft.pollsExpireAt = Math.min(draft.pollsExpireAt, until);
  if (valid.length < polls.size) draft.subscriptions.update(grant, { polls: new Map(valid) });
}

function addWatcher(
  derived: Map<string, Derived>,
  { grant, apps, refused }: GrantSubscription,
  id: string,
  kind: ViewerKind,
): void {
  if (!apps.has(id) || refused.has(id)) return;
  const app = derived.get(id) ?? { watchers: new Set(), viewerKind: "page" };
  derived.set(id, app);
  app.watchers.add(grant);
  if (kind === "screen") app.viewerKind = "screen";
}

/** Computes which apps share a pipeline read and how many apps share the calls of an account. */
function shareCalls(draft: Draft): void {
  const watched = watchedIn(draft);
  const pipelines = new Map<string, number>();
  for (const { pipeline } of watched)
    if (pipeline) pipelines.set(pipeline, (pipelines.get(pipeline) ?? 0) + 1);
  const isShared = ({ pipeline }: Watched) => (pipelines.get(pipeline ?? "") ?? 0) > 1;
  const loads = new Map<string, { alone: number; all: number }>();
  for (const app of watched) {
    for (const account of accountsOf(draft, app)) {
      const load = loads.get(account) ?? { alone: 0, all: 0 };
      loads.set(account, { alone: load.alone + (isShared(app) ? 0 : 1), all: load.all + 1 });
    }
  }
  for (const app of watched) {
    const accounts = [...accountsOf(draft, app)];
    const least = (pick: "alone" | "all") =>
      Math.min(...accounts.map((account) => loads.get(account)?.[pick] ?? 1)) / accounts.length;
    draft.apps.update(app.id, {
      shared: isShared(app),
      load: { alone: least("alone"), all: least("all") },
    });
  }
}

function forgetUnwatched(draft: Draft): void {
  const { now, limits } = draft.env;
  for (const app of draft.apps.values())
    if (app.watchers.size === 0 && app.reading === null && now - app.lastWatchedAt > limits.forgetMs)
      draft.apps.delete(app.id);
  for (const subscription of draft.subscriptions.values()) {
    const { grant, listing, requestedAt } = subscription;
    const isIdle = !isActive(subscription) && listing === null;
    if (!isIdle || now - (requestedAt ?? now) <= limits.forgetMs) continue;
    draft.subscriptions.delete(grant);
    draft.effects.push({ type: "forgetGrant", grant });
  }
}

function watchedIn({ apps }: Draft): Watched[] {
  return apps.values().filter(({ watchers }) => watchers.size > 0);
}

function accountsOf({ subscriptions }: Draft, { watchers }: Watched): Set<string> {
  return new Set([...watchers].flatMap((grant) => subscriptions.get(grant)?.account ?? []));
}
