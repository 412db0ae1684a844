import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";

/** What watches an app: an open page or a screen. */
export type ViewerKind = "page" | "screen";

/** Why data is stale: upstream fails, or reads are less frequent to save calls. */
export type FaultKind = "heroku" | "slowed";

/** An open stream of events; `apps` are the ids of the apps it subscribes to. */
export type Stream = { readonly id: number; readonly kind: ViewerKind; readonly apps: ReadonlySet<string> };

/** A request for an app's summary, which counts as watching until `until`. */
export type Poll = { readonly kind: ViewerKind; readonly until: number };

/** A grant that watches apps. Times are ms of the local clock. */
export type GrantSubscription = {
  readonly grant: string;
  readonly account: string;
  /** The apps that the grant may read, by id and by name, as of `listedAt`. */
  readonly apps: ReadonlyMap<string, App>;
  /** Names that were requested separately and not found. */
  readonly absent: ReadonlySet<string>;
  readonly listedAt: number | null;
  /** When the app list was last requested, and when it is due again. */
  readonly requestedAt: number | null;
  readonly dueAt: number;
  readonly failures: number;
  /** The error of the newest app list; null after a success. */
  readonly error: Error | null;
  /** Ids of apps and pipelines that refused the grant since the last app list. */
  readonly refused: ReadonlySet<string>;
  /** By app id. */
  readonly polls: ReadonlyMap<string, Poll>;
  readonly streams: ReadonlyMap<number, Stream>;
  /** The last summaries returned while access was verified, by app id. */
  readonly shown: ReadonlyMap<string, AppSummary>;
  /** The read of the app list in progress. */
  readonly listing: number | null;
  readonly usedAt: number;
};

/** Usage and backoff of an account; rate limits apply per account. */
export type Account = { readonly usedAt: number; readonly retryAt: number; readonly failures: number };

export const unusedAccount: Account = { usedAt: 0, retryAt: 0, failures: 0 };

/** The id and state of a build or release. */
export type NewestItem = { id: string; status: string };

/** The newest build and release of an app. */
export type NewestItems = { build: NewestItem | undefined; release: NewestItem | undefined };

/** A watched app, shared by all grants. Times are ms of the local clock. */
export type Watched = {
  readonly id: string;
  readonly name: string;
  readonly pipeline: string | null;
  readonly coupledAt: number | null;
  /** The latest change timestamp from upstream, and when it was received. */
  readonly stamp: string;
  readonly stampedAt: number;
  /** True if a running release is known that the timestamp does not show yet. */
  readonly releasedSinceStamp: boolean;
  /** When an app list last confirmed that nothing changed since the last complete read. */
  readonly unchangedAt: number;
  readonly summary: AppSummary | undefined;
  /** When its builds and releases, and its dynos, were last read. */
  readonly readAt: number | null;
  readonly dynosAt: number | null;
  /** When its newest items, and its pending items, were last checked. */
  readonly checkedAt: number;
  readonly pendingCheckedAt: number;
  /** The newest facts that last differed, and the revision that they requested. */
  readonly newestFacts: NewestItems | null;
  readonly reportedRevision: number;
  /** Since when something is pending (null: nothing is), and when builds, releases or dynos last changed. */
  readonly pendingSince: number | null;
  readonly changedAt: number;
  /** A complete read is needed while `fetchedRevision` is lower. A read covers the revision at its start. */
  readonly requestedRevision: number;
  readonly fetchedRevision: number;
  readonly fault: FaultKind | null;
  /** True while the app is read less often to save calls. */
  readonly slowed: boolean;
  /** The fault in the last published event. */
  readonly publishedFault: FaultKind | null;
  /** The error of the last attempt. */
  readonly error: Error | null;
  readonly failures: number;
  readonly retryAt: number;
  /** Since when all answers are older than the stored state. */
  readonly olderSince: number | null;
  /** A factor from 0.9 to 1, chosen for each read, so that servers and apps do not poll in step. */
  readonly jitter: number;
  /** The latest read in progress. */
  readonly reading: number | null;
  /** True during a complete read; a later request for one waits for its end. */
  readonly readingWhole: boolean;
  /** The grants that watch it and may read it, and the most demanding kind of viewer; derived by `refreshWatchers`. */
  readonly watchers: ReadonlySet<string>;
  readonly viewerKind: ViewerKind;
  /** True if other apps of its pipeline are watched. */
  readonly shared: boolean;
  /** Apps per account that share the calls of this app's accounts; `alone` counts those outside shared pipelines. */
  readonly load: { readonly alone: number; readonly all: number };
  /** When it was last watched. */
  readonly lastWatchedAt: number;
};

/** One read from upstream and the grant to use. */
export type Read =
  | { kind: "list"; subscription: GrantSubscription }
  | { kind: "couplings"; subscription: GrantSubscription; apps: readonly Watched[] }
  | { kind: "latest"; subscription: GrantSubscription; pipeline: string; apps: readonly Watched[] }
  | { kind: "whole"; subscription: GrantSubscription; app: Watched }
  | { kind: "dynos"; subscription: GrantSubscription; app: Watched }
  /** The newest `builds` builds and `releases` releases; `idle` is true for a check that nothing is new. */
  | {
      kind: "newest";
      subscription: GrantSubscription;
      app: Watched;
      builds: number;
      releases: number;
      idle: boolean;
    };

/** A read in progress. `isPlanned` is false for an app list that a request waits for. */
export type ReadInProgress = { readonly read: Read; readonly isPlanned: boolean; readonly begunAt: number };

/** Everything the watch knows. Only `reduce` makes a new one. */
export type WatchState = {
  /** By grant id. */
  readonly subscriptions: ReadonlyMap<string, GrantSubscription>;
  /** By app id. */
  readonly apps: ReadonlyMap<string, Watched>;
  /** By account id. */
  readonly accounts: ReadonlyMap<string, Account>;
  readonly reads: ReadonlyMap<number, ReadInProgress>;
  /** The number of the latest read. */
  readonly lastRead: number;
  /** When the next tick is due (ms of the local clock). */
  readonly wakeAt: number | null;
  /** True when a viewer came or left, or access changed, since the watchers of apps were derived. */
  readonly areWatchersOutdated: boolean;
  /** When the next poll expires (ms of the local clock). */
  readonly pollsExpireAt: number;
};

export const emptyState: WatchState = {
  subscriptions: new Map(),
  apps: new Map(),
  accounts: new Map(),
  reads: new Map(),
  lastRead: 0,
  wakeAt: null,
  areWatchersOutdated: true,
  pollsExpireAt: 0,
};

export function newSubscription(
  { grant, account }: { grant: string; account: string },
  now: number,
): GrantSubscription {
  return {
    grant,
    account,
    apps: new Map(),
    absent: new Set(),
    listedAt: null,
    requestedAt: null,
    dueAt: now,
    failures: 0,
    error: null,
    refused: new Set(),
    polls: new Map(),
    streams: new Map(),
    shown: new Map(),
    listing: null,
    usedAt: now,
  };
}

export function newWatched({ id, name }: { id: string; name: string }, now: number): Watched {
  return {
    id,
    name,
    pipeline: null,
    coupledAt: null,
    stamp: "",
    stampedAt: 0,
    releasedSinceStamp: false,
    unchangedAt: 0,
    summary: undefined,
    readAt: null,
    dynosAt: null,
    checkedAt: 0,
    pendingCheckedAt: 0,
    newestFacts: null,
    reportedRevision: 0,
    pendingSince: null,
    changedAt: 0,
    requestedRevision: 1,
    fetchedRevision: 0,
    fault: null,
    slowed: false,
    publishedFault: null,
    error: null,
    failures: 0,
    retryAt: 0,
    olderSince: null,
    jitter: 1,
    reading: null,
    readingWhole: false,
    watchers: new Set(),
    viewerKind: "page",
    shared: false,
    load: { alone: 1, all: 1 },
    lastWatchedAt: now,
  };
}

/** Returns a currently or recently watched app by id or name. */
export function findApp({ apps }: Pick<WatchState, "apps">, key: string): Watched | undefined {
  return apps.get(key) ?? [...apps.values()].find(({ name }) => name === key);
}

/** True if the grant watches anything. */
export function isActive({ polls, streams }: GrantSubscription): boolean {
  return polls.size > 0 || streams.size > 0;
}
