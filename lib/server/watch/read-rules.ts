import { SlipwayError } from "@/lib/errors/slipway-error";
import { addRefusal, beginList, isRevoked, receiveListFailure, removeSubscription } from "./access-rules";
import { backOff } from "./app-rules";
import type { Draft } from "./draft";
import { plan } from "./plan";
import { publishFault } from "./publish";
import { isActive, type Read, type ReadInProgress, type Watched } from "./types";
import { refreshWatchers } from "./watchers";

/** Most planned reads in progress at a time. */
const CONCURRENCY = 16;

/** Begins the reads that are due and sets when the next are. */
export function tick(draft: Draft): void {
  const { env } = draft;
  refreshWatchers(draft);
  if (!draft.subscriptions.values().some(isActive)) {
    draft.setWake(Number.POSITIVE_INFINITY);
    return;
  }
  const [subscriptions, apps] = [draft.subscriptions.current, draft.apps.values()];
  const planned = plan({ ...env, account: draft.account, subscriptions, apps });
  const inProgress = [...draft.reads.current.values()].filter(({ isPlanned }) => isPlanned).length;
  for (const read of planned.reads.slice(0, Math.max(0, CONCURRENCY - inProgress)))
    beginRead(draft, read, planned.slowed);
  for (const { id } of planned.slowed) {
    draft.apps.update(id, { slowed: true });
    publishFault(draft, id);
  }
  draft.setWake(Math.min(planned.at, draft.pollsExpireAt));
}

function beginRead(draft: Draft, read: Read, slowed: ReadonlySet<Watched>): void {
  const { now } = draft.env;
  const { grant, account } = read.subscription;
  if (read.kind === "list") {
    beginList(draft, grant, true);
    return;
  }
  const id = draft.beginRead(read, true);
  // Each account pays for its own app list; shared reads rotate between accounts.
  draft.subscriptions.update(grant, { usedAt: now });
  draft.updateAccount(account, { usedAt: now });
  for (const app of appsOf(read)) draft.apps.update(app.id, { slowed: slowed.has(app) });
  if (read.kind === "couplings") {
    for (const app of read.apps) draft.apps.update(app.id, { coupledAt: now });
    return;
  }
  const checksNewest =
    read.kind === "whole" || read.kind === "latest" || (read.kind === "newest" && read.idle);
  const begun = {
    jitter: draft.jitter(),
    reading: id,
    readingWhole: read.kind === "whole",
    ...(read.kind === "dynos" || read.kind === "whole" ? { dynosAt: now } : {}),
    ...(read.kind !== "dynos" ? { pendingCheckedAt: now } : {}),
    ...(checksNewest ? { checkedAt: now } : {}),
  };
  for (const app of appsOf(read)) draft.apps.update(app.id, begun);
}

/** Ends a read after its answer was stored: publishes faults and makes the next reads due. */
export function endRead(draft: Draft, id: number): void {
  const begun = draft.reads.get(id);
  if (!begun) return;
  const { read, isPlanned } = begun;
  const { grant } = read.subscription;
  draft.reads.delete(id);
  if (draft.subscriptions.get(grant)?.listing === id) draft.subscriptions.update(grant, { listing: null });
  for (const app of appsOf(read)) {
    if (draft.apps.get(app.id)?.reading === id) draft.apps.update(app.id, { reading: null });
    publishFault(draft, app.id);
  }
  if (!isPlanned) return;
  // An app list without changes makes no read due.
  const isNews = read.kind !== "list" || draft.areWatchersOutdated;
  const dueAt = draft.subscriptions.get(grant)?.dueAt ?? Number.POSITIVE_INFINITY;
  draft.wakeBy(isNews ? draft.env.now : dueAt);
}

/** Stores that upstream answered a read of apps: it is reachable again, so the app list need not wait for its backoff. */
export function endOutage(draft: Draft, { kind, subscription: { grant } }: Read): void {
  if (kind === "list" || kind === "couplings") return;
  if ((draft.subscriptions.get(grant)?.failures ?? 0) > 0)
    draft.subscriptions.update(grant, { dueAt: draft.env.now });
}

/** Sets the backoff after a failed read and records the error. */
export function receiveFailure(draft: Draft, { read, begunAt }: ReadInProgress, error: unknown): void {
  const { grant, account } = read.subscription;
  if (read.kind === "list") {
    receiveListFailure(draft, grant, error);
    return;
  }
  if (read.kind === "couplings") {
    // Couplings only save calls; without them each app is read separately.
    const { couplingsMs, lastRetryMs } = draft.env.limits;
    for (const { id } of read.apps) draft.apps.update(id, { coupledAt: begunAt - couplingsMs + lastRetryMs });
    return;
  }
  const apps = appsOf(read).flatMap(({ id }) => draft.apps.get(id) ?? []);
  const thrown = error instanceof Error ? error : new Error(String(error));
  for (const { id } of apps) draft.apps.update(id, { error: thrown });
  if (isRevoked(error)) removeSubscription(draft, grant);
  else if (isRefusal(error)) addRefusal(draft, grant, read.kind === "latest" ? read.pipeline : read.app.id);
  else if (isRateLimit(error)) limitAccount(draft, account, apps);
  else if (apps.length > 0) backOff(draft, apps);
}

/** The rate limit applies to the account and all of its grants; other accounts continue. */
function limitAccount(draft: Draft, account: string, apps: readonly Watched[]): void {
  const failures = draft.account(account).failures + 1;
  // The app list detects when calls are available again.
  const pause = draft.pause(failures, 4 * draft.env.limits.lastRetryMs);
  draft.updateAccount(account, { failures, retryAt: draft.env.now + pause });
  for (const { id } of apps) draft.apps.update(id, { slowed: true });
}

/** Returns the apps that a read covers, as they were when it was planned. */
export function appsOf(read: Read): readonly Watched[] {
  return "apps" in read ? read.apps : "app" in read ? [read.app] : [];
}

function isRateLimit(error: unknown): boolean {
  return error instanceof SlipwayError && error.id === "rate_limit";
}

function isRefusal(error: unknown): boolean {
  return error instanceof SlipwayError && (error.status === 404 || error.status === 403);
}
