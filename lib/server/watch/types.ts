import type { App } from "@/lib/schemas/app";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";

/** Who looks: a page that somebody has open, or a screen on a wall. */
export type LookKind = "page" | "screen";

/** Why data is not fresh: upstream fails, or calls are saved. */
export type FaultKind = "heroku" | "slowed";

/** An open stream of events. */
export type Stream = {
  kind: LookKind;
  /** Ids of the apps it asked for. */
  apps: Set<string>;
  hear: (event: WatchEvent) => void;
  /** Called when its grant has died. */
  end: () => void;
};

/** A grant of somebody who looks. Times are ms of our own clock. */
export type Seat = {
  readonly grant: string;
  readonly account: string;
  heroku: Heroku;
  /** The apps that it may read, by id and by name, as of `listedAt`. */
  apps: Map<string, App>;
  /** Names that were asked for by themselves and are not there. */
  absent: Set<string>;
  listedAt: number | null;
  /** When it was last listed, well or not, and when it may be again. */
  askedAt: number | null;
  dueAt: number;
  failures: number;
  /** Ids of apps and pipelines that refused it since it was last listed. */
  refused: Set<string>;
  /** Until when it looks at an app by asking again and again. */
  polls: Map<string, { kind: LookKind; until: number }>;
  streams: Set<Stream>;
  /** What it was last shown while its permission was certain. */
  shown: Map<string, AppSummary>;
  listing: Promise<void> | undefined;
  usedAt: number;
};

/** Calls are counted by account, and so is who has to wait. */
export type Account = { usedAt: number; retryAt: number; failures: number };

/** What tells one state of a build or release from another. */
export type Fact = { id: string; status: string };

/** What a sensor last said is newest of an app. */
export type Sensed = { build: Fact | undefined; release: Fact | undefined };

/** An app that somebody looks at: one for all grants. Times are ms of our own clock. */
export type Watched = {
  readonly id: string;
  name: string;
  pipeline: string | null;
  coupledAt: number | null;
  /** When upstream says that it last changed, the latest ever said, and when we learned of that change. */
  stamp: string;
  stampedAt: number;
  /** When a list of apps last said that nothing changed since everything about it was read. */
  unchangedAt: number;
  summary: AppSummary | undefined;
  /** When upstream last answered about its builds and releases, and about its dynos. */
  readAt: number | null;
  dynosAt: number | null;
  /** When it was last asked whether anything changed, and about what is pending. */
  sensedAt: number;
  pendingAt: number;
  /** What a sensor said that differed, and which wish to read everything that made. */
  sensed: Sensed | null;
  sensedFor: number;
  /** Since when something is pending, and when builds, releases or dynos last changed. */
  pendingSince: number | null;
  changedAt: number;
  /** Everything has to be read anew; counted, so that a reading knows whether it came too early. */
  wanted: number;
  satisfied: number;
  fault: FaultKind | null;
  /** Calls are saved: it is read more rarely. */
  slowed: boolean;
  /** What was last told of it. */
  toldFault: FaultKind | null;
  /** Why the newest try failed. */
  error: Error | null;
  failures: number;
  retryAt: number;
  /** Since when only answers come that are older than what is known. */
  olderSince: number | null;
  /** 0.9 to 1, drawn anew with each reading: many servers and apps do not ask in step. */
  jitter: number;
  reading: Promise<void> | undefined;
  /** Everything about it is being read: a wish for that which came since has to wait. */
  readingWhole: boolean;
  /** Who looks at it and may read it, and how closely; known anew whenever somebody comes, goes or was listed. */
  lookers: Set<Seat>;
  look: LookKind;
  /** Others of its pipeline are looked at, too. */
  shared: boolean;
  /** Apps that share the calls of those who look at this one, for each of their accounts; `alone`: without pipeline. */
  load: { alone: number; all: number };
  /** When somebody last looked. */
  lookedAt: number;
};

export function newSeat(heroku: Heroku, now: number): Seat {
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
    unchangedAt: 0,
    summary: undefined,
    readAt: null,
    dynosAt: null,
    sensedAt: 0,
    pendingAt: 0,
    sensed: null,
    sensedFor: 0,
    pendingSince: null,
    changedAt: 0,
    wanted: 1,
    satisfied: 0,
    fault: null,
    slowed: false,
    toldFault: null,
    error: null,
    failures: 0,
    retryAt: 0,
    olderSince: null,
    jitter: 1,
    reading: undefined,
    readingWhole: false,
    lookers: new Set(),
    look: "page",
    shared: false,
    load: { alone: 1, all: 1 },
    lookedAt: now,
  };
}
