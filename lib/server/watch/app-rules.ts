import type { AppSummary } from "@/lib/schemas/summary";
import type { Draft } from "./draft";
import { differs, eventsBetween, isOlder, isOlderFact } from "./events-between";
import { pendingIn } from "./next-reads";
import { publish, publishFault } from "./publish";
import type { NewestItem, NewestItems, Watched } from "./types";

// What upstream answers about apps. Answers older than the stored state are rejected.

type Facts = { builds: readonly NewestItem[]; releases: readonly NewestItem[] };

/** Stores a complete summary. `revision` is the `requestedRevision` at the start of the read. */
export function receiveSummary(draft: Draft, id: string, summary: AppSummary, revision: number): void {
  const app = draft.apps.get(id);
  if (!app || (app.summary && isOlder(app.summary, summary) && isRejected(draft, app))) return;
  draft.apps.update(id, {
    fetchedRevision: Math.max(app.fetchedRevision, revision),
    // A repeated report of the same newest facts does not trigger another complete read.
    newestFacts: revision === app.reportedRevision ? app.newestFacts : null,
  });
  replaceSummary(draft, id, summary, true);
  markRead(draft, id);
}

/** Compares the newest build and release with the stored ones; a difference requests a complete read. */
export function receiveNewest(draft: Draft, id: string, facts: NewestItems): void {
  const app = draft.apps.get(id);
  if (!app?.summary) return;
  const newest = { build: app.summary.builds[0], release: app.summary.releases[0] };
  if (!isSame(newest, facts) && !(app.newestFacts && isSame(app.newestFacts, facts))) {
    if (isOlderFact(app.summary, facts) && isRejected(draft, app)) return;
    const revision = app.requestedRevision + 1;
    draft.apps.update(id, { requestedRevision: revision, reportedRevision: revision, newestFacts: facts });
    reportMissed(draft, id);
  }
  markRead(draft, id);
}

/** Compares the states of pending builds and releases; a difference requests a complete read. */
export function receivePending(draft: Draft, id: string, { builds, releases }: Facts): void {
  const app = draft.apps.get(id);
  if (!app?.summary) return;
  const isOld = isOlderFact(app.summary, { build: builds[0], release: releases[0] });
  if (isOld && isRejected(draft, app)) return;
  if (isNew(app.summary.builds, builds) || isNew(app.summary.releases, releases)) {
    draft.apps.update(id, { requestedRevision: app.requestedRevision + 1 });
    reportMissed(draft, id);
  }
  markRead(draft, id);
}

/** Stores the dynos. Null when the account has no access to them; the stored ones are then kept. */
export function receiveDynos(draft: Draft, id: string, dynos: AppSummary["dynos"] | null): void {
  const app = draft.apps.get(id);
  const dynos_read_at = new Date(draft.env.now).toISOString();
  if (dynos && app?.summary) replaceSummary(draft, id, { ...app.summary, dynos, dynos_read_at }, true);
  clearFault(draft, id);
}

/** Stores what another server read `ageMs` ago; a null summary is unchanged. */
export function receiveFromPeer(draft: Draft, id: string, summary: AppSummary | null, ageMs: number): void {
  const app = draft.apps.get(id);
  if (!app) return;
  if (summary && !(app.summary && isOlder(app.summary, summary))) {
    draft.apps.update(id, { fetchedRevision: app.requestedRevision });
    replaceSummary(draft, id, summary, false);
  }
  if (!draft.apps.get(id)?.summary) return;
  draft.apps.update(id, { readAt: Math.max(app.readAt ?? 0, draft.env.now - ageMs) });
  clearFault(draft, id);
  publishFault(draft, id);
}

/** Stores that an app changed, which requests a complete read. */
export function requestRead(draft: Draft, { id, requestedRevision }: Watched): void {
  draft.apps.update(id, {
    requestedRevision: requestedRevision + 1,
    changedAt: draft.env.now,
    retryAt: 0,
  });
}

/** Makes a check due for an app that was not watched for longer than its data is fresh. */
export function checkUnwatched(draft: Draft, id: string): void {
  const { now, limits } = draft.env;
  const app = draft.apps.get(id);
  if (app?.watchers.size === 0 && now - (app.readAt ?? 0) > limits.pageMs)
    draft.apps.update(id, { checkedAt: 0 });
}

/** Schedules a retry of the apps after one common backoff. */
export function backOff(draft: Draft, apps: readonly Watched[]): void {
  const failures = 1 + Math.max(...apps.map((app) => app.failures));
  const retryAt = draft.env.now + draft.pause(failures);
  for (const { id } of apps) draft.apps.update(id, { fault: "heroku", failures, retryAt });
}

function replaceSummary(draft: Draft, id: string, summary: AppSummary, isOwn: boolean): void {
  const app = draft.apps.get(id);
  if (!app) return;
  const { now } = draft.env;
  const events = eventsBetween(app.summary, summary);
  const isReleased = app.summary !== undefined && app.summary.current?.id !== summary.current?.id;
  const { builds, releases } = pendingIn(summary);
  draft.apps.update(id, {
    summary,
    releasedSinceStamp: isReleased || app.releasedSinceStamp,
    pendingSince: builds + releases > 0 ? (app.pendingSince ?? now) : null,
    changedAt: events.length > 0 ? now : app.changedAt,
  });
  if (isOwn && (!app.summary || events.length > 0))
    draft.effects.push({ type: "shareRead", app: id, summary });
  if (events.length === 0) return;
  draft.effects.push({ type: "invalidate", app: id });
  for (const event of events) publish(draft, app, event);
}

function markRead(draft: Draft, id: string): void {
  draft.apps.update(id, { readAt: draft.env.now, olderSince: null });
  draft.effects.push({ type: "shareRead", app: id, summary: null });
  clearFault(draft, id);
}

function clearFault(draft: Draft, id: string): void {
  draft.apps.update(id, { fault: null, error: null, failures: 0 });
}

function reportMissed(draft: Draft, id: string): void {
  if (draft.env.isInstant(id)) draft.effects.push({ type: "reportMissed", app: id });
}

/** True while an older answer is to be rejected: until only older answers have arrived for `believeMs`. */
function isRejected(draft: Draft, app: Watched): boolean {
  const { now, limits } = draft.env;
  const olderSince = app.olderSince ?? now;
  draft.apps.update(app.id, { olderSince });
  if (now - olderSince >= limits.believeMs) return false;
  draft.apps.update(app.id, { error: new Error("Heroku answered with older data than before.") });
  backOff(draft, [app]);
  return true;
}

function isSame(one: NewestItems, other: NewestItems): boolean {
  return !differs(one.build, other.build) && !differs(one.release, other.release);
}

function isNew(known: readonly NewestItem[], facts: readonly NewestItem[]): boolean {
  return facts.some((fact, at) => differs(known[at], fact));
}
