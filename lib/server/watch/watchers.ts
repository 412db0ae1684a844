import type { Core } from "./core";
import type { GrantSubscription, ViewerKind, Watched } from "./types";

/** Derives from polls and streams which grants watch which apps, and stores it on the apps for the planner. */
export class Watchers {
  readonly #core: Core;
  #changed = true;
  #expireAt = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Marks the watchers as outdated: a viewer came or left, or access changed. */
  changed(): void {
    this.#changed = true;
  }

  get isChanged(): boolean {
    return this.#changed;
  }

  /** Counts a request as watching for `watchMs`. */
  poll(subscription: GrantSubscription, app: Watched, kind: ViewerKind): void {
    const before = subscription.polls.get(app.id);
    subscription.polls.set(app.id, { kind, until: this.#core.now() + this.#core.limits.watchMs });
    if (before?.kind !== kind) this.#changed = true;
  }

  /** True if the grant watches anything. */
  isActive({ polls, streams }: GrantSubscription): boolean {
    return polls.size > 0 || streams.size > 0;
  }

  /** Updates the watchers of all apps. Returns when the next poll expires, in ms of the local clock. */
  refresh(): number {
    const now = this.#core.now();
    if (!this.#changed && now < this.#expireAt) return this.#expireAt;
    this.#changed = false;
    this.#expireAt = Number.POSITIVE_INFINITY;
    for (const app of this.#core.apps.values()) {
      app.watchers = new Set();
      app.viewerKind = "page";
    }
    for (const subscription of this.#core.subscriptions.values()) this.#expire(subscription, now);
    for (const subscription of this.#core.subscriptions.values()) {
      for (const [id, { kind }] of subscription.polls) this.#addWatcher(subscription, id, kind, now);
      for (const { kind, apps } of subscription.streams)
        for (const id of apps) this.#addWatcher(subscription, id, kind, now);
    }
    this.#share();
    this.#forget(now);
    this.#core.peers.wanted(
      [...this.#core.apps.values()].filter(({ watchers }) => watchers.size > 0).map(({ id }) => id),
    );
    return this.#expireAt;
  }

  #expire(subscription: GrantSubscription, now: number): void {
    for (const [id, { until }] of subscription.polls) {
      if (until <= now) subscription.polls.delete(id);
      else this.#expireAt = Math.min(this.#expireAt, until);
    }
  }

  #addWatcher(subscription: GrantSubscription, id: string, kind: ViewerKind, now: number): void {
    const app = this.#core.apps.get(id);
    if (!app || !subscription.apps.has(id) || subscription.refused.has(id)) return;
    app.watchers.add(subscription);
    app.lastWatchedAt = now;
    if (kind === "screen") app.viewerKind = "screen";
  }

  /** Computes which apps share a pipeline read and how many apps share the calls of an account. */
  #share(): void {
    const watched = [...this.#core.apps.values()].filter(({ watchers }) => watchers.size > 0);
    const pipelines = new Map<string, number>();
    for (const { pipeline } of watched)
      if (pipeline) pipelines.set(pipeline, (pipelines.get(pipeline) ?? 0) + 1);
    for (const app of watched) app.shared = (pipelines.get(app.pipeline ?? "") ?? 0) > 1;
    const loads = new Map<string, { alone: number; all: number }>();
    for (const app of watched) {
      for (const account of accountsOf(app)) {
        const load = loads.get(account) ?? { alone: 0, all: 0 };
        loads.set(account, { alone: load.alone + (app.shared ? 0 : 1), all: load.all + 1 });
      }
    }
    for (const app of watched) {
      const accounts = [...accountsOf(app)];
      const least = (pick: "alone" | "all") =>
        Math.min(...accounts.map((account) => loads.get(account)?.[pick] ?? 1)) / accounts.length;
      app.load = { alone: least("alone"), all: least("all") };
    }
  }

  #forget(now: number): void {
    const { apps, subscriptions, limits } = this.#core;
    for (const app of apps.values())
      if (app.watchers.size === 0 && !app.reading && now - app.lastWatchedAt > limits.forgetMs)
        apps.delete(app.id);
    for (const subscription of subscriptions.values()) {
      const idle = !this.isActive(subscription) && !subscription.listing;
      if (idle && now - (subscription.askedAt ?? now) > limits.forgetMs)
        subscriptions.delete(subscription.grant);
    }
  }
}

function accountsOf({ watchers }: Watched): Set<string> {
  return new Set([...watchers].map(({ account }) => account));
}
