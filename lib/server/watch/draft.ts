import { backoff } from "@/lib/async";
import type { Effect, Environment } from "./events";
import {
  type Account,
  type GrantSubscription,
  type Read,
  type ReadInProgress,
  unusedAccount,
  type Watched,
  type WatchState,
} from "./types";

/** A map that is copied before its first change. */
class DraftMap<K, V> {
  #current: ReadonlyMap<K, V>;
  #copy: Map<K, V> | undefined;

  constructor(before: ReadonlyMap<K, V>) {
    this.#current = before;
  }

  get current(): ReadonlyMap<K, V> {
    return this.#current;
  }

  get(key: K): V | undefined {
    return this.#current.get(key);
  }

  values(): V[] {
    return [...this.#current.values()];
  }

  set(key: K, value: V): void {
    this.#writable().set(key, value);
  }

  delete(key: K): void {
    this.#writable().delete(key);
  }

  /** Replaces a record by one with these fields changed; nothing when there is none. */
  update(key: K, change: Partial<V>): void {
    const value = this.#current.get(key);
    if (value !== undefined) this.set(key, { ...value, ...change });
  }

  #writable(): Map<K, V> {
    this.#copy ??= new Map(this.#current);
    this.#current = this.#copy;
    return this.#copy;
  }
}

/** The state that an event leads to, and its effects. The state before it is not modified. */
export class Draft {
  readonly env: Environment;
  readonly effects: Effect[] = [];
  readonly subscriptions: DraftMap<string, GrantSubscription>;
  readonly apps: DraftMap<string, Watched>;
  readonly accounts: DraftMap<string, Account>;
  readonly reads: DraftMap<number, ReadInProgress>;
  areWatchersOutdated: boolean;
  pollsExpireAt: number;
  #lastRead: number;
  #wakeAt: number | null;

  constructor(before: WatchState, env: Environment) {
    this.env = env;
    this.subscriptions = new DraftMap(before.subscriptions);
    this.apps = new DraftMap(before.apps);
    this.accounts = new DraftMap(before.accounts);
    this.reads = new DraftMap(before.reads);
    this.areWatchersOutdated = before.areWatchersOutdated;
    this.pollsExpireAt = before.pollsExpireAt;
    this.#lastRead = before.lastRead;
    this.#wakeAt = before.wakeAt;
  }

  get state(): WatchState {
    return {
      subscriptions: this.subscriptions.current,
      apps: this.apps.current,
      accounts: this.accounts.current,
      reads: this.reads.current,
      lastRead: this.#lastRead,
      wakeAt: this.#wakeAt,
      areWatchersOutdated: this.areWatchersOutdated,
      pollsExpireAt: this.pollsExpireAt,
    };
  }

  account = (id: string): Account => this.accounts.get(id) ?? unusedAccount;

  updateAccount(id: string, change: Partial<Account>): void {
    this.accounts.set(id, { ...this.account(id), ...change });
  }

  /** Begins a read. Returns its number. */
  beginRead(read: Read, isPlanned: boolean): number {
    this.#lastRead += 1;
    this.reads.set(this.#lastRead, { read, isPlanned, begunAt: this.env.now });
    this.effects.push({ type: "read", id: this.#lastRead, read, isPlanned });
    return this.#lastRead;
  }

  /** Sets when the next tick is due; infinity is never. */
  setWake(at: number): void {
    this.#wakeAt = at === Number.POSITIVE_INFINITY ? null : at;
    this.effects.push({ type: "wake", at: this.#wakeAt });
  }

  /** Makes a tick due at `at` unless one is due earlier. */
  wakeBy(at: number): void {
    if (this.#wakeAt === null || at < this.#wakeAt) this.setWake(at);
  }

  /** Returns the delay before the next attempt in ms: exponential backoff with jitter. */
  pause(failures: number, lastMs = this.env.limits.lastRetryMs): number {
    return backoff(failures, { firstMs: this.env.limits.firstRetryMs, lastMs }, this.env.random);
  }

  /** Returns a random factor from 0.9 to 1. */
  jitter(): number {
    return 0.9 + this.env.random() / 10;
  }
}
