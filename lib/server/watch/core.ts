import { backoff } from "@/lib/async";
import { isInstant, tellFound } from "@/lib/server/changes";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { remainingCalls } from "@/lib/server/heroku/rate";
import { type WatchLimits, watchLimits } from "./limits";
import { alone, type Peers } from "./peers";
import type { Budget } from "./pick-grant";
import { type Account, newSeat, newWatched, type Seat, type Watched } from "./types";

/** Runs `act` after `ms`; returns what takes it back. */
export type Schedule = (ms: number, act: () => void) => () => void;

export type WatchOptions = {
  limits?: Partial<WatchLimits>;
  /** ms of our own clock: every age is told by it alone. */
  now?: () => number;
  random?: () => number;
  schedule?: Schedule;
  remaining?: (account: string) => number | null;
  peers?: Peers;
};

/** What the parts of the watch share. */
export class Core {
  readonly limits: WatchLimits;
  readonly now: () => number;
  readonly random: () => number;
  readonly schedule: Schedule;
  readonly remaining: (account: string) => number | null;
  readonly peers: Peers;
  /** By grant id. */
  readonly seats = new Map<string, Seat>();
  /** By app id. */
  readonly apps = new Map<string, Watched>();
  readonly #accounts = new Map<string, Account>();

  constructor(options: WatchOptions) {
    this.limits = { ...watchLimits, ...options.limits };
    this.now = options.now ?? Date.now;
    this.random = options.random ?? Math.random;
    this.schedule = options.schedule ?? inTime;
    this.remaining = options.remaining ?? remainingCalls;
    this.peers = options.peers ?? alone;
  }

  isInstant = (app: string): boolean => isInstant(app, this.now());

  /** A look, of which nobody had told that it would be worth it, found something new. */
  found(app: string): void {
    if (this.isInstant(app)) tellFound(app);
  }

  seatOf(requester: Heroku): Seat {
    // The watch backs off by itself: a retry below it would double its calls while upstream is in trouble.
    const heroku = withoutRetries(requester);
    const seat = this.seats.get(heroku.grant.id) ?? newSeat(heroku, this.now());
    seat.heroku = heroku;
    this.seats.set(seat.grant, seat);
    return seat;
  }

  appOf(app: { id: string; name: string }): Watched {
    const watched = this.apps.get(app.id) ?? newWatched(app, this.now());
    this.apps.set(app.id, watched);
    return watched;
  }

  /** An app that somebody looks at, or looked at just now, by id or name. */
  find(key: string): Watched | undefined {
    return this.apps.get(key) ?? [...this.apps.values()].find(({ name }) => name === key);
  }

  account = (id: string): Account => {
    const account = this.#accounts.get(id) ?? { usedAt: 0, retryAt: 0, failures: 0 };
    this.#accounts.set(id, account);
    return account;
  };

  budget(): Omit<Budget, "taken"> {
    return { now: this.now(), account: this.account, remaining: this.remaining };
  }

  /** Pause before the nth try after a failure, in ms: longer each time, never in step with others. */
  pause(failures: number, lastMs = this.limits.lastRetryMs): number {
    return backoff(failures, { firstMs: this.limits.firstRetryMs, lastMs }, this.random);
  }

  /** 0.9 to 1. */
  jitter(): number {
    return 0.9 + this.random() / 10;
  }
}

function inTime(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
