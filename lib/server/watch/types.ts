import type { App } from "@/lib/schemas/app";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";

/** What watches an app: an open page or a screen. */
export type ViewerKind = "page" | "screen";

/** Why data is stale: upstream fails, or reads are less frequent to save calls. */
export type FaultKind = "heroku" | "slowed";

/** An open stream of events. */
export type Stream = {
  kind: ViewerKind;
  /** Ids of the apps it subscribes to. */
  apps: Set<string>;
  onEvent: (event: WatchEvent) => void;
  /** Called when its grant is revoked. */
  end: () => void;
};

/** A grant that watches apps. Times are ms of the local clock. */
export type GrantSubscription = {
  readonly grant: string;
  readonly account: string;
  heroku: Heroku;
  /** The apps that the grant may read, by id and by name, as of `listedAt`. */
  apps: Map<string, App>;
  /** Names that were requested separately and not found. */
  absent: Set<string>;
  listedAt: number | null;
  /** When the app list was last requested, and when it is due again. */
  askedAt: number | null;
  dueAt: number;
  failures: number;
  /** The error of the newest app list; null after a success. */
  error: Error | null;
  /** Ids of apps and pipelines that refused the grant since the last app list. */
  refused: Set<string>;
  /** When its polling of an app expires, by app id. */
  polls: Map<string, { kind: ViewerKind; until: number }>;
  streams: Set<Stream>;
  /** The last summaries returned while access was verified, by app id. */
  shown: Map<string, AppSummary>;
  listing: Promise<void> | undefined;
  usedAt: number;
};

/** Usage and backoff of an account; rate limits apply per account. */
export type Account = { usedAt: number; retryAt: number; failures: number };

/** The id and state of a build or release. */
export type Fact = { id: string; status: string };

/** The newest build and release of an app. */
export type NewestFacts = { build: Fact | undefined; release: Fact | undefined };

/** A watched app, shared by all grants. Times are ms of the local clock. */
export type Watched = {
  readonly id: string;
  name: string;
  pipeline: string | null;
  coupledAt: number | null;
  /** The latest change timestamp from upstream, and when it was received. */
  stamp: string;
  stampedAt: number;
  /** True if a running release is known that the timestamp does not show yet. */
  releasedSinceStamp: boolean;
  /** When an app list last confirmed that nothing changed since the last complete read. */
  unchangedAt: number;
  summary: AppSummary | undefined;
  /** When its builds and releases, and its dynos, were last read. */
  readAt: number | null;
  dynosAt: number | null;
  /** When its newest items, and its pending items, were last checked. */
  checkedAt: number;
  pendingCheckedAt: number;
  /** The newest facts that last differed, and the revision that they requested. */
  newestFacts: NewestFacts | null;
  reportedRevision: number;
  /** Since when something is pending (null: nothing is), and when builds, releases or dynos last changed. */
  pendingSince: number | null;
  changedAt: number;
  /** A complete read is needed while `fetchedRevision` is lower. A read covers the revision at its start. */
  requestedRevision: number;
  fetchedRevision: number;
  fault: FaultKind | null;
  /** True while the app is read less often to save calls. */
  slowed: boolean;
  /** The fault in the last published event. */
  publishedFault: FaultKind | null;
  /** The error of the last attempt. */
  error: Error | null;
  failures: number;
  retryAt: number;
  /** Since when all answers are older than the stored state. */
  olderSince: number | null;
  /** A factor from 0.9 to 1, chosen for each read, so that servers and apps do not poll in step. */
  jitter: number;
  reading: Promise<void> | undefined;
  /** True during a complete read; a later request for one waits for its end. */
  readingWhole: boolean;
  /** The grants that watch it and may read it, and the most demanding kind of viewer; set by `Watchers.refresh`. */
  watchers: Set<GrantSubscription>;
  viewerKind: ViewerKind;
  /** True if other apps of its pipeline are watched. */
  shared: boolean;
  /** Apps per account that share the calls of this app's accounts; `alone` counts those outside shared pipelines. */
  load: { alone: number; all: number };
  /** When it was last watched. */
  lastWatchedAt: number;
};

export function newSubscription(heroku: Heroku, now: number): GrantSubscription {
  return {
    grant: heroku.grant.id,
    account: heroku.grant.accountId,
    heroku,
    apps: new Map(),
    absent: new Set(),
    listedAt: null,
    askedAt: null,
    dueAt: now,
    failures: 0,
    error: null,
    refused: new Set(),
    polls: new Map(),
    streams: new Set(),
    shown: new Map(),
    listing: undefined,
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
    reading: undefined,
    readingWhole: false,
    watchers: new Set(),
    viewerKind: "page",
    shared: false,
    load: { alone: 1, all: 1 },
    lastWatchedAt: now,
  };
}
