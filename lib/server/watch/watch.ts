import type { App } from "@/lib/schemas/app";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { AppStateStore } from "./app-state-store";
import { Core, type WatchOptions } from "./core";
import { asOf, EventPublisher, faultOf } from "./event-publisher";
import { Failures } from "./failures";
import { Fetcher } from "./fetcher";
import { Permission } from "./permission";
import { Scheduler } from "./scheduler";
import type { GrantSubscription, Stream, ViewerKind, Watched } from "./types";
import { Watchers } from "./watchers";

export type Listening = { kind?: ViewerKind; onEvent: (event: WatchEvent) => void; end: () => void };

/**
 * Polls every watched app once for all viewers. The state of an app is stored once; a grant sees it if its own app list,
 * at most a minute old, contains the app. Nothing is read while nothing is watched.
 */
export class Watch {
  readonly core: Core;
  readonly #watchers: Watchers;
  readonly #publisher: EventPublisher;
  readonly #permission: Permission;
  readonly #scheduler: Scheduler;
  readonly appStates: AppStateStore;

  constructor(options: WatchOptions = {}) {
    this.core = new Core(options);
    this.#watchers = new Watchers(this.core);
    this.#publisher = new EventPublisher(this.core);
    this.#permission = new Permission(this.core, this.#watchers, this.#publisher);
    const failures = new Failures(this.core, this.#watchers, this.#permission);
    this.appStates = new AppStateStore(this.core, this.#publisher, (app) => failures.fail([app]));
    const parts = { core: this.core, watchers: this.#watchers, permission: this.#permission };
    const fetcher = new Fetcher({ ...parts, appStates: this.appStates, failures });
    this.#scheduler = new Scheduler({ ...parts, publisher: this.#publisher, fetcher });
  }

  /** Watches apps for `watchMs` and returns their summaries in the given order once each was read. */
  async summaries(heroku: Heroku, names: string[], kind: ViewerKind | "once"): Promise<AppSummary[]> {
    const subscription = this.core.subscriptionOf(heroku);
    await this.#permission.known(subscription);
    const apps = await this.#find(subscription, [...new Set(names)]);
    const once = kind === "once" ? apps.filter(({ id }) => !subscription.polls.has(id)) : [];
    for (const app of kind === "once" ? once : apps)
      this.#watchers.poll(subscription, app, kind === "once" ? "page" : kind);
    const polls = new Map(once.map(({ id }) => [id, subscription.polls.get(id)]));
    await this.core.peers.join(apps);
    for (const app of apps) this.#join(app);
    this.round();
    await Promise.all(apps.map((app) => this.#read(app)));
    // Keeps polls that another request began in the meantime.
    for (const [id, poll] of polls) if (subscription.polls.get(id) === poll) subscription.polls.delete(id);
    if (polls.size > 0) this.#watchers.changed();
    const shown = apps.flatMap((app) => this.#show(subscription, app) ?? []);
    const failed = apps.find((app) => !app.summary)?.error;
    if (failed && shown.length === 0) throw failed;
    return shown;
  }

  /** Returns the apps that a grant may read, by name and by id, at most a minute old. Throws when it is revoked. */
  async visible(heroku: Heroku): Promise<ReadonlyMap<string, App>> {
    const subscription = this.core.subscriptionOf(heroku);
    await this.#permission.known(subscription);
    return subscription.apps;
  }

  /** Subscribes to events of these apps. Returns a function that unsubscribes. Throws when the grant is revoked. */
  async listen(
    heroku: Heroku,
    names: string[],
    { kind = "page", onEvent, end }: Listening,
  ): Promise<() => void> {
    const subscription = this.core.subscriptionOf(heroku);
    await this.#permission.known(subscription);
    const apps = await this.#find(subscription, [...new Set(names)]);
    const stream: Stream = { kind, apps: new Set(apps.map(({ id }) => id)), onEvent, end };
    subscription.streams.add(stream);
    this.#watchers.changed();
    await this.core.peers.join(apps);
    for (const app of apps) this.#join(app);
    const publishAges = () => onEvent(this.#publisher.ages(subscription, stream));
    publishAges();
    this.round();
    const stop = this.#every(this.core.limits.agesMs, publishAges);
    return () => {
      stop();
      subscription.streams.delete(stream);
      this.#watchers.changed();
    };
  }

  /** Handles a report that an app, by id or name, changed: reads it at once if any server watches it. */
  touch(key: string): void {
    const app = this.core.find(key);
    if (app) {
      app.requestedRevision += 1;
      app.changedAt = this.core.now();
      app.retryAt = 0;
    }
    if (app && app.watchers.size > 0 && this.core.peers.isOurs(app.id)) this.round();
    else this.core.peers.touched(app?.id ?? key);
  }

  /** Requests the pipeline couplings again. */
  recouple(): void {
    for (const app of this.core.apps.values()) app.coupledAt = null;
  }

  /** Returns why the state of an app is stale; null when it is not. */
  faultOf(id: string) {
    const app = this.core.apps.get(id);
    return app ? faultOf(app) : null;
  }

  /** Returns when upstream last answered about any of these apps, and why no newer answer exists; null if none is watched. */
  newestRead(ids: readonly string[]): { at: number; why: string | null } | null {
    const apps = ids
      .flatMap((id) => this.core.apps.get(id) ?? [])
      .filter(({ watchers }) => watchers.size > 0);
    const reads = apps.flatMap((app) => {
      const at = asOf(app);
      return at === null ? [] : [{ at, why: app.error?.message ?? null }];
    });
    return reads.toSorted((a, b) => b.at - a.at)[0] ?? null;
  }

  /** Begins the reads that are due. */
  round(): void {
    this.#scheduler.run();
  }

  async #find(subscription: GrantSubscription, names: string[]): Promise<Watched[]> {
    const found = await Promise.all(names.map((name) => this.#permission.find(subscription, name)));
    return found.flatMap((app) => (app ? [this.core.appOf(app)] : []));
  }

  /** Makes a check due for an app that was not watched for longer than its data is fresh. */
  #join(app: Watched): void {
    const { now, limits } = this.core;
    if (app.watchers.size === 0 && now() - (app.readAt ?? 0) > limits.pageMs) app.checkedAt = 0;
  }

  /** Waits for the reads that are needed before the app is shown. */
  async #read(app: Watched): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      if (app.summary && app.fetchedRevision >= app.requestedRevision && app.checkedAt > 0 && !app.reading)
        return;
      if (!app.reading) this.round();
      const next = app.reading ?? (app.retryAt > this.core.now() ? null : this.#scheduler.next);
      if (!next) return;
      await next;
    }
  }

  #show(subscription: GrantSubscription, app: Watched): AppSummary | null {
    if (!app.summary || app.readAt === null || !subscription.apps.has(app.id)) return null;
    if (!this.#publisher.maySee(subscription, app)) return subscription.shown.get(app.id) ?? null;
    const fault = faultOf(app);
    const summary: AppSummary = {
      ...app.summary,
      app: { id: app.id, name: app.name },
      read_at: new Date(asOf(app) ?? app.readAt).toISOString(),
      failed: fault === null ? null : (app.error?.message ?? SLOWED),
    };
    subscription.shown.set(app.id, summary);
    return summary;
  }

  #every(ms: number, act: () => void): () => void {
    let cancel = (): void => undefined;
    const next = (): void => {
      cancel = this.core.schedule(ms, () => {
        act();
        next();
      });
    };
    next();
    return () => cancel();
  }
}

const SLOWED =
  "Few of this hour's Heroku API calls are left, so Slipway reads more rarely until there are more again.";
