import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import type { Draft } from "./draft";
import { publish, publishAges, publishNewest, publishTo } from "./publish";
import { type GrantSubscription, newSubscription, type Watched } from "./types";

// What a grant may see is known from its own app list, read once a minute. The list also shows which apps were released.

export function addSubscription(draft: Draft, ids: { grant: string; account: string }): void {
  if (!draft.subscriptions.get(ids.grant))
    draft.subscriptions.set(ids.grant, newSubscription(ids, draft.env.now));
}

/** Begins the read of a grant's app list unless one is in progress. */
export function beginList(draft: Draft, grant: string, isPlanned: boolean): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription || subscription.listing !== null) return;
  const listing = draft.beginRead({ kind: "list", subscription }, isPlanned);
  draft.subscriptions.update(grant, { listing, requestedAt: draft.env.now });
}

/** Stores a grant's app list. */
export function receiveList(draft: Draft, grant: string, items: readonly App[]): void {
  const before = draft.subscriptions.get(grant);
  if (!before) return;
  const { now, limits } = draft.env;
  const requestedAt = before.requestedAt ?? 0;
  const dueAt = requestedAt + limits.permissionMs * draft.jitter();
  if (before.failures > 0) endBackoff(draft, before);
  const apps = new Map(items.flatMap((app) => [pair(app.id, app), pair(app.name, app)]));
  const listed = {
    ...before,
    apps,
    dueAt,
    failures: 0,
    error: null,
    listedAt: now,
    absent: NONE,
    refused: NONE,
  };
  draft.subscriptions.set(grant, listed);
  if (before.refused.size > 0 || !hasSameKeys(before.apps, apps)) draft.areWatchersOutdated = true;
  for (const app of items) applyTimestamp(draft, app, requestedAt);
  if (before.listedAt !== null && now - before.listedAt > limits.unverifiedMs) publishNewest(draft, listed);
  for (const [key, { id, name }] of before.apps)
    if (key === id && !apps.has(id)) removeAccess(draft, grant, { id, name });
  // For an app outside pipelines this list may be the only confirmation that nothing changed.
  publishAges(draft, draft.subscriptions.get(grant) ?? listed);
}

/** Sets the backoff of a grant's app list; removes a revoked grant. */
export function receiveListFailure(draft: Draft, grant: string, error: unknown): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const failures = subscription.failures + 1;
  const dueAt = draft.env.now + draft.pause(failures, draft.env.limits.listRetryMs);
  if (isRevoked(error)) removeSubscription(draft, grant);
  else draft.subscriptions.update(grant, { failures, dueAt, error: error instanceof Error ? error : null });
}

/** Stores an app that was requested by itself because the list does not contain it yet. */
export function addListedApp(draft: Draft, grant: string, app: App): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const apps = new Map(subscription.apps).set(app.id, app).set(app.name, app);
  draft.subscriptions.update(grant, { apps });
  draft.areWatchersOutdated = true;
}

export function addAbsentName(draft: Draft, grant: string, name: string): void {
  const subscription = draft.subscriptions.get(grant);
  if (subscription) draft.subscriptions.update(grant, { absent: new Set(subscription.absent).add(name) });
}

/** Stores that an app or pipeline refused the grant. Other grants may have access; this one retries after its next list. */
export function addRefusal(draft: Draft, grant: string, subject: string): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const { now, limits } = draft.env;
  const since = now - (subscription.requestedAt ?? 0);
  // The list shows whether access was revoked.
  const dueAt = since >= limits.permissionMs / 6 ? Math.min(subscription.dueAt, now) : subscription.dueAt;
  draft.subscriptions.update(grant, { refused: new Set(subscription.refused).add(subject), dueAt });
  draft.areWatchersOutdated = true;
}

/** Removes a revoked grant and ends its streams. */
export function removeSubscription(draft: Draft, grant: string): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  draft.subscriptions.delete(grant);
  for (const stream of subscription.streams.keys()) draft.effects.push({ type: "endStream", stream });
  draft.effects.push({ type: "forgetGrant", grant });
  draft.areWatchersOutdated = true;
}

/** Stores the summaries that a request returned; they are shown again while access is unverified. */
export function addShown(draft: Draft, grant: string, summaries: readonly AppSummary[]): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const shown = new Map(subscription.shown);
  for (const summary of summaries) shown.set(summary.app.id, summary);
  draft.subscriptions.update(grant, { shown });
}

/** Clears all backoffs of the grant's apps after an outage. */
function endBackoff(draft: Draft, { grant, account }: GrantSubscription): void {
  draft.updateAccount(account, { failures: 0, retryAt: 0 });
  for (const { id, watchers } of draft.apps.values())
    if (watchers.has(grant)) draft.apps.update(id, { retryAt: 0 });
  draft.areWatchersOutdated = true;
}

/** Detects changes by timestamps. Upstream clocks may disagree, so only a later one than any before is a change. */
function applyTimestamp(draft: Draft, app: App, requestedAt: number): void {
  const before = draft.apps.get(app.id);
  const stamp = [app.released_at ?? "", app.updated_at].sort().at(-1) ?? "";
  if (!before || stamp < before.stamp) return;
  const isFirst = before.stamp === "";
  if (stamp === before.stamp && isConfirmedByList(before))
    draft.apps.update(app.id, { unchangedAt: Math.max(before.unchangedAt, requestedAt) });
  if (stamp > before.stamp)
    draft.apps.update(app.id, { stamp, releasedSinceStamp: false, stampedAt: isFirst ? 0 : draft.env.now });
  if (stamp > before.stamp && !isFirst) {
    draft.apps.update(app.id, { checkedAt: 0 });
    draft.areWatchersOutdated = true;
  }
  if (before.name === app.name) return;
  const renamed = { id: app.id, name: app.name };
  draft.apps.update(app.id, renamed);
  publish(draft, before, { type: "app", app: renamed, change: "renamed" });
}

/**
 * True if an unchanged timestamp confirms the app's state. The list shows no builds: after a failure only a read of the
 * app itself confirms anything. And a list that does not show a release that is known is older than that release.
 */
function isConfirmedByList(app: Watched): boolean {
  const wasRead = app.fetchedRevision >= app.requestedRevision && (app.readAt ?? 0) > app.stampedAt;
  return wasRead && app.failures === 0 && !app.releasedSinceStamp;
}

function removeAccess(draft: Draft, grant: string, app: { id: string; name: string }): void {
  const subscription = draft.subscriptions.get(grant);
  if (!subscription) return;
  const polls = new Map(subscription.polls);
  const shown = new Map(subscription.shown);
  polls.delete(app.id);
  shown.delete(app.id);
  draft.subscriptions.update(grant, { polls, shown });
  publishTo(draft, subscription, app.id, { type: "app", app, change: "gone" });
}

const NONE: ReadonlySet<string> = new Set();

function hasSameKeys(before: ReadonlyMap<string, App>, after: ReadonlyMap<string, App>): boolean {
  return before.size === after.size && [...after.keys()].every((key) => before.has(key));
}

function pair(key: string, app: App): [string, App] {
  return [key, app];
}

/** True if the error means that the grant is revoked or the account is suspended. */
export function isRevoked(error: unknown): boolean {
  return error instanceof SlipwayError && (error.id === "unauthorized" || error.id === "suspended");
}
