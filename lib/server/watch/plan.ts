import { SCARCE_CALLS, scarcityOf } from "@/lib/server/heroku/rate";
import type { WatchLimits } from "./limits";
import { nextReads, pendingIn, soonest } from "./next-reads";
import { type Account, type GrantSubscription, isActive, type Read, type Watched } from "./types";

type PlanInput = Budget & {
  limits: WatchLimits;
  /** By grant id. */
  subscriptions: ReadonlyMap<string, GrantSubscription>;
  apps: Iterable<Watched>;
  /** True if webhooks report changes of the app; true if this server reads it. */
  isInstant: (app: string) => boolean;
  isOurs: (app: string) => boolean;
};

/** The reads to begin now, when to plan again (ms of the local clock), and the apps read less often to save calls. */
export type Plan = { reads: Read[]; at: number; slowed: Set<Watched> };

type Groups = {
  /** By pipeline, else by app. */
  pending: Map<string, Watched[]>;
  /** By pipeline: the apps that are due, and all apps that the same read can cover. */
  idle: Map<string, Watched[]>;
  members: Map<string, Watched[]>;
  uncoupled: Watched[];
};

/** Number of pending apps from which the two calls for their pipeline are cheaper than one call per app. */
const PENDING_TOGETHER = 3;
/** Delay before planning again when no grant may read now. */
const ROUND_MS = 2_000;
const NEWEST = { kind: "newest", builds: 1, releases: 1, idle: true } as const;

/** Returns what to read next and with which grants. Pure: depends on the given state at `now` only. */
export function plan(given: Omit<PlanInput, "taken">): Plan {
  const input: PlanInput = { ...given, taken: new Map() };
  const planned: Plan = { reads: [], at: Number.POSITIVE_INFINITY, slowed: new Set() };
  const groups: Groups = { pending: new Map(), idle: new Map(), members: new Map(), uncoupled: [] };
  for (const subscription of input.subscriptions.values()) {
    if (!isActive(subscription) || subscription.listing !== null) continue;
    if (subscription.dueAt <= input.now) planned.reads.push({ kind: "list", subscription });
    else later(planned, subscription.dueAt);
  }
  for (const app of input.apps) {
    if (app.watchers.size === 0 || isBusy(app)) continue;
    // The owning server may not have read the app yet.
    if (app.summary && !input.isOurs(app.id)) continue;
    if (app.retryAt > input.now) later(planned, app.retryAt);
    else planApp(app, input, planned, groups);
  }
  for (const [pipeline, apps] of groups.pending)
    if (apps.length >= PENDING_TOGETHER) for (const app of apps) append(groups.idle, pipeline, app);
  for (const [pipeline, apps] of groups.idle) planLatest(pipeline, apps, groups, input, planned);
  for (const apps of groups.pending.values()) planPending(apps, input, planned);
  planCouplings(groups.uncoupled, input, planned);
  return planned;
}

/** Plans the most urgent due read of an app: complete, pending items, newest items, dynos. */
function planApp(app: Watched, input: PlanInput, planned: Plan, groups: Groups): void {
  const { now, limits } = input;
  if (app.coupledAt === null || now - app.coupledAt >= limits.couplingsMs) groups.uncoupled.push(app);
  if (!app.summary || app.fetchedRevision < app.requestedRevision) {
    readOne(app, (subscription) => ({ kind: "whole", subscription, app }), input, planned);
    return;
  }
  if (app.shared && app.pipeline) append(groups.members, app.pipeline, app);
  const pace = { limits, now, instant: input.isInstant(app.id) };
  const usual = soonest(nextReads(app, { ...pace, scarcity: 1 }));
  const chosen =
    usual > now
      ? null
      : pickSubscription(
          watchersOf([app], input),
          (subscription) => Number(subscription.apps.has(app.id)),
          input,
        );
  if (usual <= now && chosen?.scarcity !== 1) planned.slowed.add(app);
  if (!chosen) {
    later(planned, usual > now ? usual : now + ROUND_MS);
    return;
  }
  const due = nextReads(app, { ...pace, scarcity: chosen.scarcity });
  if (due.pending !== null && due.pending <= now) {
    append(groups.pending, app.shared && app.pipeline ? app.pipeline : app.id, app);
  } else if (due.idle <= now) {
    if (app.shared && app.pipeline) append(groups.idle, app.pipeline, app);
    else planned.reads.push({ ...NEWEST, subscription: chosen.subscription, app });
  } else if (due.dynos <= now) planned.reads.push({ kind: "dynos", subscription: chosen.subscription, app });
  else later(planned, soonest(due));
}

/** Plans one read per app, unless a read of its pipeline covers it. */
function planPending(apps: Watched[], input: PlanInput, planned: Plan): void {
  const asked = askedIn(planned);
  for (const app of apps.filter((one) => !asked.has(one))) {
    const depth = app.summary ? pendingIn(app.summary) : { builds: 1, releases: 1 };
    readOne(
      app,
      (subscription) => ({ kind: "newest", subscription, app, ...depth, idle: false }),
      input,
      planned,
    );
  }
}

/** Plans reads of the newest builds and releases of a pipeline: one for all apps that a grant sees. */
function planLatest(pipeline: string, due: Watched[], groups: Groups, input: PlanInput, planned: Plan): void {
  const asked = askedIn(planned);
  let left = due;
  let members = (groups.members.get(pipeline) ?? due).filter((app) => !asked.has(app));
  while (left.length > 0) {
    const sees = (subscription: GrantSubscription) =>
      subscription.refused.has(pipeline) ? 0 : left.filter((app) => subscription.apps.has(app.id)).length;
    const chosen = pickSubscription(watchersOf(left, input), sees, input);
    if (!chosen) break;
    const apps = members.filter((app) => chosen.subscription.apps.has(app.id));
    planned.reads.push({ kind: "latest", subscription: chosen.subscription, pipeline, apps });
    left = left.filter((app) => !apps.includes(app));
    members = members.filter((app) => !apps.includes(app));
  }
  // Access to an app does not imply access to its pipeline.
  for (const app of left) readOne(app, (subscription) => ({ ...NEWEST, subscription, app }), input, planned);
}

function planCouplings(uncoupled: Watched[], input: PlanInput, planned: Plan): void {
  const sees = (subscription: GrantSubscription) =>
    uncoupled.filter((app) => subscription.apps.has(app.id)).length;
  const chosen = pickSubscription(
    watchersOf(uncoupled, input),
    (subscription) => (subscription.refused.has("couplings") ? 0 : sees(subscription)),
    input,
  );
  if (!chosen) return;
  const apps = uncoupled.filter((app) => chosen.subscription.apps.has(app.id));
  planned.reads.push({ kind: "couplings", subscription: chosen.subscription, apps });
}

/** Plans a read of one app with any grant that may read it; retries later when there is none. */
function readOne(
  app: Watched,
  readWith: (subscription: GrantSubscription) => Read,
  input: PlanInput,
  planned: Plan,
): void {
  const chosen = pickSubscription(
    watchersOf([app], input),
    (subscription) => Number(subscription.apps.has(app.id)),
    input,
  );
  if (chosen) {
    planned.reads.push(readWith(chosen.subscription));
    return;
  }
  planned.slowed.add(app);
  later(planned, input.now + ROUND_MS);
}

/** True if a read in progress suffices. A requested complete read does not wait for a partial one. */
function isBusy({ reading, readingWhole, fetchedRevision, requestedRevision }: Watched): boolean {
  return reading !== null && (readingWhole || fetchedRevision >= requestedRevision);
}

function askedIn({ reads }: Plan): Set<Watched> {
  return new Set(reads.flatMap((read) => ("apps" in read ? read.apps : "app" in read ? [read.app] : [])));
}

function watchersOf(apps: Watched[], { subscriptions }: PlanInput): GrantSubscription[] {
  const grants = new Set(apps.flatMap((app) => [...app.watchers]));
  return [...grants].flatMap((grant) => subscriptions.get(grant) ?? []);
}

function later(planned: Plan, at: number): void {
  planned.at = Math.min(planned.at, at);
}

function append(groups: Map<string, Watched[]>, key: string, app: Watched): void {
  const group = groups.get(key);
  if (group) group.push(app);
  else groups.set(key, [app]);
}

type Budget = {
  now: number;
  account: (id: string) => Account;
  /** Returns the remaining calls; null while unknown. */
  remaining: (account: string) => number | null;
  /** Number of reads assigned to each account in this round. */
  taken: Map<string, number>;
};

/**
 * Returns the grant to read with. Ranks by apps seen, then by remaining calls (in coarse classes, so that accounts
 * rotate), then by least recent use of the account. Returns null when none may read now.
 */
function pickSubscription(
  subscriptions: Iterable<GrantSubscription>,
  sees: (subscription: GrantSubscription) => number,
  { now, account, remaining, taken }: Budget,
): { subscription: GrantSubscription; scarcity: number } | null {
  let best: { subscription: GrantSubscription; rank: readonly number[]; scarcity: number } | null = null;
  for (const subscription of subscriptions) {
    const seen = sees(subscription);
    if (seen === 0 || now < account(subscription.account).retryAt) continue;
    const left = remaining(subscription.account);
    const scarcity = scarcityOf(left);
    if (scarcity === Number.POSITIVE_INFINITY) continue;
    const used = taken.get(subscription.account) ?? 0;
    const rank = [
      seen,
      classOf(left),
      -used,
      -account(subscription.account).usedAt,
      -subscription.usedAt,
    ] as const;
    if (!best || isHigher(rank, best.rank)) best = { subscription, rank, scarcity };
  }
  if (best) taken.set(best.subscription.account, (taken.get(best.subscription.account) ?? 0) + 1);
  return best;
}

function classOf(remaining: number | null): number {
  const left = remaining ?? Number.POSITIVE_INFINITY;
  return left >= 2_000 ? 3 : left >= 1_000 ? 2 : left >= SCARCE_CALLS ? 1 : 0;
}

function isHigher(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at !== -1 && (one[at] ?? 0) > (other[at] ?? 0);
}
