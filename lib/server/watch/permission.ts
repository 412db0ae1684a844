import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import { getApp, listApps } from "@/lib/server/heroku/apps";
import type { Core } from "./core";
import type { EventPublisher } from "./event-publisher";
import type { GrantSubscription } from "./types";
import type { Watchers } from "./watchers";

/** Tracks what each grant may see by listing its apps once a minute. The list also shows which apps were released. */
export class Permission {
  readonly #core: Core;
  readonly #watchers: Watchers;
  readonly #publisher: EventPublisher;

  constructor(core: Core, watchers: Watchers, publisher: EventPublisher) {
    this.#core = core;
    this.#watchers = watchers;
    this.#publisher = publisher;
  }

  /** Waits for the grant's app list, at most a minute old. Throws when it was never read or the grant is revoked. */
  async known(subscription: GrantSubscription): Promise<void> {
    const { now, limits } = this.#core;
    if (subscription.listedAt !== null && now() - subscription.listedAt < limits.permissionMs) return;
    if (!subscription.listing && subscription.dueAt > now() && subscription.listedAt !== null) return;
    try {
      await this.list(subscription);
    } catch (error) {
      if (subscription.listedAt === null || isDead(error)) throw error;
    }
  }

  /** Lists the grant's apps now, once for all concurrent callers. Throws the upstream error. */
  list(subscription: GrantSubscription): Promise<void> {
    subscription.listing ??= this.#list(subscription).finally(() => {
      subscription.listing = undefined;
    });
    return subscription.listing;
  }

  /** Returns the app of this name or id, requested separately when it is not listed yet; null when it is not found. */
  async find(subscription: GrantSubscription, name: string): Promise<App | null> {
    const known = subscription.apps.get(name);
    if (known) return known;
    if (subscription.absent.has(name)) return null;
    try {
      const app = await getApp(subscription.heroku, name);
      for (const key of [app.id, app.name]) subscription.apps.set(key, app);
      this.#watchers.changed();
      return app;
    } catch (error) {
      if (!(error instanceof SlipwayError) || (error.status !== 404 && error.status !== 403)) throw error;
      subscription.absent.add(name);
      return null;
    }
  }

  /** Removes a revoked grant and ends its streams. */
  die(subscription: GrantSubscription): void {
    this.#core.subscriptions.delete(subscription.grant);
    subscription.apps.clear();
    subscription.polls.clear();
    for (const stream of [...subscription.streams]) stream.end();
    subscription.streams.clear();
    this.#watchers.changed();
  }

  async #list(subscription: GrantSubscription): Promise<void> {
    const { now, limits } = this.#core;
    subscription.askedAt = now();
    try {
      const { items } = await listApps(subscription.heroku);
      subscription.error = null;
      subscription.dueAt = subscription.askedAt + limits.permissionMs * this.#core.jitter();
      if (subscription.failures > 0) this.#resume(subscription);
      this.#receive(subscription, items);
      // For an app outside pipelines this list may be the only confirmation that nothing changed.
      this.#publisher.publishAges(subscription);
    } catch (error) {
      if (isDead(error)) this.die(subscription);
      subscription.failures += 1;
      subscription.error = error instanceof Error ? error : null;
      subscription.dueAt = now() + this.#core.pause(subscription.failures, limits.listRetryMs);
      throw error;
    }
  }

  /** Clears all backoffs of the grant's apps after an outage. */
  #resume(subscription: GrantSubscription): void {
    subscription.failures = 0;
    Object.assign(this.#core.account(subscription.account), { failures: 0, retryAt: 0 });
    for (const app of this.#core.apps.values()) if (app.watchers.has(subscription)) app.retryAt = 0;
    this.#watchers.changed();
  }

  #receive(subscription: GrantSubscription, items: App[]): void {
    const before = subscription.apps;
    subscription.apps = new Map(items.flatMap((app) => [pair(app.id, app), pair(app.name, app)]));
    const { now, limits } = this.#core;
    const wasUncertain =
      subscription.listedAt !== null && now() - subscription.listedAt > limits.unverifiedMs;
    subscription.listedAt = now();
    if (subscription.refused.size > 0 || !isSame(before, subscription.apps)) this.#watchers.changed();
    subscription.absent.clear();
    subscription.refused.clear();
    for (const app of items) this.#applyTimestamp(app, subscription.askedAt ?? 0);
    if (wasUncertain) this.#publisher.catchUp(subscription);
    for (const [key, { id, name }] of before)
      if (key === id && !subscription.apps.has(id)) this.#lost(subscription, id, name);
  }

  /** Detects changes by timestamps. Upstream clocks may disagree, so only a later one than any before is a change. */
  #applyTimestamp(app: App, askedAt: number): void {
    const watched = this.#core.apps.get(app.id);
    const stamp = [app.released_at ?? "", app.updated_at].sort().at(-1) ?? "";
    if (!watched || stamp < watched.stamp) return;
    const wasRead =
      watched.fetchedRevision >= watched.requestedRevision && (watched.readAt ?? 0) > watched.stampedAt;
    // The list shows no builds: after a failure only a read of the app itself confirms anything. And a list that does
    // not show a release that is known is older than that release.
    const confirms = wasRead && watched.failures === 0 && !watched.releasedSinceStamp;
    if (stamp === watched.stamp && confirms) watched.unchangedAt = Math.max(watched.unchangedAt, askedAt);
    if (watched.name !== app.name) {
      watched.name = app.name;
      const renamed = { id: app.id, name: app.name };
      this.#publisher.publish(watched, { type: "app", app: renamed, change: "renamed" });
    }
    if (stamp > watched.stamp && watched.stamp !== "") {
      watched.checkedAt = 0;
      this.#watchers.changed();
    }
    if (stamp > watched.stamp) watched.releasedSinceStamp = false;
    if (stamp > watched.stamp) watched.stampedAt = watched.stamp === "" ? 0 : this.#core.now();
    watched.stamp = stamp;
  }

  #lost(subscription: GrantSubscription, id: string, name: string): void {
    subscription.polls.delete(id);
    subscription.shown.delete(id);
    this.#publisher.publishTo(subscription, id, { type: "app", app: { id, name }, change: "gone" });
  }
}

function isSame(before: ReadonlyMap<string, App>, after: ReadonlyMap<string, App>): boolean {
  return before.size === after.size && [...after.keys()].every((key) => before.has(key));
}

function pair(key: string, app: App): [string, App] {
  return [key, app];
}

/** True if the error means that the grant is revoked or the account is suspended. */
export function isDead(error: unknown): boolean {
  return error instanceof SlipwayError && (error.id === "unauthorized" || error.id === "suspended");
}
