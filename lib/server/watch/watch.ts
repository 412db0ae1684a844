import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import { isInstant } from "@/lib/server/changes";
import { getApp } from "@/lib/server/heroku/apps";
import type { Heroku } from "@/lib/server/heroku/client";
import { remainingCalls } from "@/lib/server/heroku/rate";
import { whyOld } from "@/lib/text/data-age";
import { isRevoked } from "./access-rules";
import type { Environment } from "./events";
import { type WatchLimits, watchLimits } from "./limits";
import { alone, type Peers } from "./peers";
import { asOf, faultOf, maySee } from "./publish";
import { Runner, type Schedule, type Subscriber, scheduleTimeout } from "./run";
import { type FaultKind, findApp, type ViewerKind, type Watched, type WatchState } from "./types";

export type WatchOptions = {
  limits?: Partial<WatchLimits>;
  /** The local clock in ms; every age is computed from it alone. */
  now?: () => number;
  random?: () => number;
  schedule?: Schedule;
  remaining?: (account: string) => number | null;
  peers?: Peers;
};

/**
 * Polls every watched app once for all viewers. The state of an app is stored once; a grant sees it if its own app list,
 * at most a minute old, contains the app. Nothing is read while nothing is watched.
 */
export class Watch {
  readonly #runner: Runner;
  readonly #environment: () => Environment;
  readonly #schedule: Schedule;
  readonly #peers: Peers;

  constructor(options: WatchOptions = {}) {
    const { now = Date.now, random = Math.random, remaining = remainingCalls } = options;
    const limits = { ...watchLimits, ...options.limits };
    this.#peers = options.peers ?? alone;
    this.#schedule = options.schedule ?? scheduleTimeout;
    const { isOurs } = this.#peers;
    this.#environment = () => {
      const at = now();
      return { now: at, limits, random, remaining, isOurs, isInstant: (app) => isInstant(app, at) };
    };
    this.#runner = new Runner({
      environment: this.#environment,
      schedule: this.#schedule,
      peers: this.#peers,
    });
  }

  get state(): WatchState {
    return this.#runner.state;
  }

  /** Watches apps for `watchMs` and returns their summaries in the given order once each was read. */
  async summaries(heroku: Heroku, names: string[], kind: ViewerKind | "once"): Promise<AppSummary[]> {
    const grant = await this.#verify(heroku);
    const apps = await this.#find(grant, heroku, names);
    const before = this.state.subscriptions.get(grant)?.polls;
    const isOnce = kind === "once";
    this.#runner.dispatch({ type: "polled", grant, apps, kind: isOnce ? "page" : kind, isOnce });
    const polls = this.state.subscriptions.get(grant)?.polls;
    await this.#view(apps);
    this.tick();
    await Promise.all(apps.map(({ id }) => this.#waitUntilRead(id)));
    const added = [...(polls ?? [])].filter(([id]) => !before?.has(id));
    if (isOnce && added.length > 0)
      this.#runner.dispatch({ type: "pollsEnded", grant, polls: new Map(added) });
    const summaries = apps.flatMap(({ id }) => this.#summaryOf(grant, id) ?? []);
    this.#runner.dispatch({ type: "summariesShown", grant, summaries });
    const known = apps.flatMap(({ id }) => this.state.apps.get(id) ?? []);
    const failed = known.find((app) => !app.summary)?.error;
    if (failed && summaries.length === 0) throw failed;
    return summaries;
  }

  /** Returns the apps that a grant may read, by name and by id, at most a minute old. Throws when it is revoked. */
  async visible(heroku: Heroku): Promise<ReadonlyMap<string, App>> {
    const grant = await this.#verify(heroku);
    return this.state.subscriptions.get(grant)?.apps ?? new Map();
  }

  /** Subscribes to events of these apps. Returns a function that unsubscribes. Throws when the grant is revoked. */
  async listen(
    heroku: Heroku,
    names: string[],
    { kind = "page", ...subscriber }: Subscriber & { kind?: ViewerKind },
  ): Promise<() => void> {
    const grant = await this.#verify(heroku);
    const apps = await this.#find(grant, heroku, names);
    const stream = this.#runner.addSubscriber(subscriber);
    this.#runner.dispatch({ type: "subscribed", grant, stream, apps, kind });
    await this.#view(apps);
    const publishAges = () => this.#runner.dispatch({ type: "agesDue", grant, stream });
    publishAges();
    this.tick();
    const stop = this.#every(this.#environment().limits.agesMs, publishAges);
    return () => {
      stop();
      this.#runner.removeSubscriber(stream);
      this.#runner.dispatch({ type: "unsubscribed", grant, stream });
    };
  }

  /** Handles a report that an app, by id or name, changed: reads it at once if any server watches it. */
  touch(app: string): void {
    this.#runner.dispatch({ type: "changeReported", app });
  }

  /** Requests the pipeline couplings again. */
  recouple(): void {
    this.#runner.dispatch({ type: "couplingsChanged" });
  }

  /** Stores what another server read `ageMs` ago; a null summary is unchanged. */
  receiveFromPeer(app: string, summary: AppSummary | null, ageMs: number): void {
    this.#runner.dispatch({ type: "peerRead", app, summary, ageMs });
  }

  /** Returns a currently or recently watched app by id or name. */
  find(key: string): Watched | undefined {
    return findApp(this.state, key);
  }

  /** Returns why the state of an app is stale; null when it is not. */
  faultOf(id: string): FaultKind | null {
    const app = this.state.apps.get(id);
    return app ? faultOf(app) : null;
  }

  /** Begins the reads that are due. */
  tick(): void {
    this.#runner.dispatch({ type: "tick" });
  }

  /** Waits for the grant's app list, at most a minute old; while upstream hangs or fails, the last one is used. Throws when it was never read or the grant is revoked. */
  async #verify(heroku: Heroku): Promise<string> {
    const grant = heroku.grant.id;
    this.#runner.setClient(heroku);
    const subscription = this.state.subscriptions.get(grant);
    const { now, limits } = this.#environment();
    if (subscription && subscription.listedAt !== null) {
      if (now - subscription.listedAt < limits.permissionMs) return grant;
      if (subscription.listing === null && subscription.dueAt > now) return grant;
    }
    this.#runner.dispatch({ type: "listRequested", grant });
    const { listing = null, listedAt = null, requestedAt } = this.state.subscriptions.get(grant) ?? {};
    try {
      if (listing !== null) await this.#waitFor(this.#runner.readEnds(listing), listedAt && requestedAt);
    } catch (error) {
      const listedAt = this.state.subscriptions.get(grant)?.listedAt ?? null;
      if (listedAt === null || isRevoked(error)) throw error;
    }
    return grant;
  }

  /** Returns the apps of these names or ids. One that is not listed yet is requested by itself. */
  async #find(grant: string, heroku: Heroku, names: string[]): Promise<App[]> {
    const found = await Promise.all([...new Set(names)].map((name) => this.#findOne(grant, heroku, name)));
    return found.flatMap((app) => app ?? []);
  }

  async #findOne(grant: string, heroku: Heroku, name: string): Promise<App | null> {
    const subscription = this.state.subscriptions.get(grant);
    const known = subscription?.apps.get(name);
    if (known || subscription?.absent.has(name)) return known ?? null;
    try {
      const app = await getApp(this.#runner.clientOf(grant) ?? heroku, name);
      this.#runner.dispatch({ type: "appFound", grant, app });
      return app;
    } catch (error) {
      if (!(error instanceof SlipwayError) || (error.status !== 404 && error.status !== 403)) throw error;
      this.#runner.dispatch({ type: "appNotFound", grant, name });
      return null;
    }
  }

  async #view(apps: readonly App[]): Promise<void> {
    const ids = apps.map(({ id }) => id);
    await this.#peers.join(ids);
    this.#runner.dispatch({ type: "viewed", apps: ids });
  }

  /** Waits for the reads that are needed before the app is shown. */
  async #waitUntilRead(id: string): Promise<void> {
    const began = this.#environment().now;
    for (let turn = 0; turn < 20; turn += 1) {
      const app = this.state.apps.get(id);
      if (!app) return;
      const isRead =
        app.summary !== undefined && app.fetchedRevision >= app.requestedRevision && app.checkedAt > 0;
      if (isRead && app.reading === null) return;
      if (app.reading === null) this.tick();
      const next = this.#nextRead(id);
      if (!next) return;
      if ((await this.#waitFor(next, isRead ? began : null)) === "late") return;
    }
  }

  /** Waits for a read. If its previous answer can be shown instead, waits at most until `answerMs` after `since`. */
  async #waitFor(read: Promise<void>, since: number | null | undefined): Promise<"settled" | "late"> {
    const settled = read.then(() => "settled" as const);
    if (typeof since !== "number") return settled;
    const { now, limits } = this.#environment();
    let cancel = (): void => undefined;
    const late = new Promise<"late">((resolve) => {
      cancel = this.#schedule(Math.max(0, since + limits.answerMs - now), () => resolve("late"));
    });
    return Promise.race([settled, late]).finally(cancel);
  }

  #nextRead(id: string): Promise<void> | null {
    const app = this.state.apps.get(id);
    if (app && app.reading !== null) return this.#runner.readEnds(app.reading);
    return app && app.retryAt <= this.#environment().now ? this.#runner.nextReadEnds : null;
  }

  #summaryOf(grant: string, id: string): AppSummary | null {
    const subscription = this.state.subscriptions.get(grant);
    const app = this.state.apps.get(id);
    if (!subscription?.apps.has(id) || !app?.summary || app.readAt === null) return null;
    if (!maySee(subscription, app, this.#environment().limits.unverifiedMs))
      return subscription.shown.get(id) ?? null;
    const fault = faultOf(app);
    return {
      ...app.summary,
      app: { id: app.id, name: app.name },
      read_at: new Date(asOf(app) ?? app.readAt).toISOString(),
      failed: fault === null ? null : (app.error?.message ?? whyOld("slowed")),
    };
  }

  #every(ms: number, act: () => void): () => void {
    let cancel = (): void => undefined;
    const next = (): void => {
      cancel = this.#schedule(ms, () => {
        act();
        next();
      });
    };
    next();
    return () => cancel();
  }
}
