import { backoff } from "@/lib/async";
import { isInstant, notifyMissedChange } from "@/lib/server/changes";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { remainingCalls } from "@/lib/server/heroku/rate";
import { type WatchLimits, watchLimits } from "./limits";
import { alone, type Peers } from "./peers";
import type { Budget } from "./pick-subscription";
import { type Account, type GrantSubscription, newSubscription, newWatched, type Watched } from "./types";

/** Runs `act` after `ms`. Returns a function that cancels it. */
export type Schedule = (ms: number, act: () => void) => () => void;

export type WatchOptions = {
  limits?: Partial<WatchLimits>;
  /** The local clock in ms; every age is computed from it alone. */
  now?: () => number;
  random?: () => number;
  schedule?: Schedule;
  remaining?: (account: string) => number | null;
  peers?: Peers;
};

/** State and configuration shared by the parts of the watch. */
export class Core {
  readonly limits: WatchLimits;
  readonly now: () => number;
  readonly random: () => number;
  readonly schedule: Schedule;
  readonly remaining: (account: string) => number | null;
  readonly peers: Peers;
  /** By grant id. */
  readonly subscriptions = new Map<string, GrantSubscription>();
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

  /** Reports a change that polling found although webhooks should have announced it. */
  found(app: string): void {
    if (this.isInstant(app)) notifyMissedChange(app);
  }

  subscriptionOf(requester: Heroku): GrantSubscription {
    // The watch has its own backoff; client retries would double its calls during an outage.
    const heroku = withoutRetries(requester);
    const subscription = this.subscriptions.get(heroku.grant.id) ?? newSubscription(heroku, this.now());
    subscription.heroku = heroku;
    this.subscriptions.set(subscription.grant, subscription);
    return subscription;
  }

  appOf(app: { id: string; name: string }): Watched {
    const watched = this.apps.get(app.id) ?? newWatched(app, this.now());
    this.apps.set(app.id, watched);
    return watched;
  }

  /** Returns a currently or recently watched app by id or name. */
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

  /** Returns the delay before the next attempt in ms: exponential backoff with jitter. */
  pause(failures: number, lastMs = this.limits.lastRetryMs): number {
    return backoff(failures, { firstMs: this.limits.firstRetryMs, lastMs }, this.random);
  }

  /** Returns a random factor from 0.9 to 1. */
  jitter(): number {
    return 0.9 + this.random() / 10;
  }
}

function inTime(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
