import { markChanged, notifyMissedChange } from "@/lib/server/changes";
import { listApps } from "@/lib/server/heroku/apps";
import { listBuilds } from "@/lib/server/heroku/builds";
import { type Heroku, withoutRetries } from "@/lib/server/heroku/client";
import { listCouplings, readLatest } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { countOne } from "@/lib/server/metrics/counts";
import type { Effect, Environment, StateEvent } from "./events";
import type { Peers } from "./peers";
import { dynosOrNull, readSummary } from "./read-summary";
import { reduce } from "./reduce";
import { emptyState, type NewestItem, type NewestItems, type Read, type WatchState } from "./types";

/** Runs `act` after `ms`. Returns a function that cancels it. */
export type Schedule = (ms: number, act: () => void) => () => void;

export const scheduleTimeout: Schedule = (ms, act) => {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

export type Subscriber = {
  onEvent: (event: Extract<Effect, { type: "send" }>["event"]) => void;
  /** Called when the grant is revoked. */
  end: () => void;
};

type Parts = { environment: () => Environment; schedule: Schedule; peers: Peers };

/** Least interval between two ticks, in ms. */
const TICK_MS = 20;

/** Holds the state of the watch, applies events to it, and performs their effects. */
export class Runner {
  readonly #parts: Parts;
  #state = emptyState;
  /** By grant id. */
  readonly #clients = new Map<string, Heroku>();
  readonly #subscribers = new Map<number, Subscriber>();
  /** The reads in progress. They settle after the answer was stored; only an app list rejects. */
  readonly #reads = new Map<number, Promise<void>>();
  #lastStream = 0;
  #cancelTick = (): void => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get state(): WatchState {
    return this.#state;
  }

  dispatch(event: StateEvent): void {
    const { state, effects } = reduce(this.#state, event, this.#parts.environment());
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  /** Uses this client for the reads of its grant from now on. */
  setClient(requester: Heroku): void {
    // The watch has its own backoff; client retries would double its calls during an outage.
    const heroku = withoutRetries(requester);
    const { id: grant, accountId: account } = heroku.grant;
    this.#clients.set(grant, heroku);
    this.dispatch({ type: "grantUsed", grant, account });
  }

  clientOf(grant: string): Heroku | undefined {
    return this.#clients.get(grant);
  }

  /** Returns the number of a new stream. */
  addSubscriber(subscriber: Subscriber): number {
    this.#lastStream += 1;
    this.#subscribers.set(this.#lastStream, subscriber);
    return this.#lastStream;
  }

  removeSubscriber(stream: number): void {
    this.#subscribers.delete(stream);
  }

  /** Settles with a read in progress. */
  readEnds(read: number): Promise<void> {
    return this.#reads.get(read) ?? Promise.resolve();
  }

  /** Settles with the first planned read in progress; null when there is none. */
  get nextReadEnds(): Promise<void> | null {
    const planned = [...this.#state.reads].filter(([, { isPlanned }]) => isPlanned);
    if (planned.length === 0) return null;
    return Promise.race(planned.map(([id]) => this.readEnds(id).catch(() => undefined)));
  }

  #perform(effect: Effect): void {
    const { peers } = this.#parts;
    switch (effect.type) {
      case "read":
        this.#read(effect);
        break;
      case "wake":
        this.#wake(effect.at);
        break;
      case "send":
        this.#subscribers.get(effect.stream)?.onEvent(effect.event);
        break;
      case "endStream":
        this.#subscribers.get(effect.stream)?.end();
        break;
      case "forgetGrant":
        this.#clients.delete(effect.grant);
        break;
      case "shareRead":
        peers.shareRead(effect.app, effect.summary);
        break;
      case "forwardChange":
        peers.forwardChange(effect.app);
        break;
      case "shareWatched":
        peers.shareWatched(effect.apps);
        break;
      case "invalidate":
        markChanged(effect.app);
        break;
      case "reportMissed":
        notifyMissedChange(effect.app);
        break;
    }
  }

  #wake(at: number | null): void {
    this.#cancelTick();
    if (at === null) return;
    const ms = Math.max(TICK_MS, at - this.#parts.environment().now);
    this.#cancelTick = this.#parts.schedule(ms, () => this.dispatch({ type: "tick" }));
  }

  #read({ id, read, isPlanned }: Extract<Effect, { type: "read" }>): void {
    if (isPlanned) countOne("slipway_watch_reads_total", read.kind);
    const reading = this.#answer(id, read).then(
      (event) => {
        this.#reads.delete(id);
        this.dispatch(event);
      },
      (error: unknown) => {
        this.#reads.delete(id);
        this.dispatch({ type: "readFailed", read: id, error });
        if (read.kind === "list") throw error;
      },
    );
    // An app list may have no request that waits for it.
    reading.catch(() => undefined);
    this.#reads.set(id, reading);
  }

  /** Reads from upstream. Returns the answer as an event. */
  async #answer(id: number, read: Read): Promise<StateEvent> {
    const heroku = this.#clients.get(read.subscription.grant);
    if (!heroku) throw new Error("The grant of the read is gone.");
    const now = () => new Date(this.#parts.environment().now);
    switch (read.kind) {
      case "list":
        return { type: "listed", read: id, apps: (await listApps(heroku)).items };
      case "couplings": {
        const couplings = await listCouplings(heroku);
        const pipelines = new Map(couplings.map(({ app, pipeline }) => [app.id, pipeline.id]));
        return { type: "couplingsRead", read: id, pipelines };
      }
      case "whole": {
        const summary = await readSummary(heroku, read.app, read.app.summary, now);
        return { type: "summaryRead", read: id, summary };
      }
      case "dynos":
        return { type: "dynosRead", read: id, dynos: await dynosOrNull(heroku, read.app.id) };
      case "latest": {
        const { builds, releases } = await readLatest(heroku, read.pipeline);
        const ofApp = (app: string) => ({ build: builds.get(app), release: releases.get(app) });
        const facts = new Map(read.apps.map((app): [string, NewestItems] => [app.id, ofApp(app.id)]));
        return { type: "newestRead", read: id, facts };
      }
      case "newest": {
        const { builds, releases } = await readNewest(heroku, read);
        if (!read.idle) return { type: "pendingRead", read: id, builds, releases };
        const facts = { build: builds[0], release: releases[0] };
        return { type: "newestRead", read: id, facts: new Map([[read.app.id, facts]]) };
      }
    }
  }
}

async function readNewest(
  heroku: Heroku,
  { app, builds, releases }: Extract<Read, { kind: "newest" }>,
): Promise<{ builds: NewestItem[]; releases: NewestItem[] }> {
  const none = { items: [] };
  const [someBuilds, someReleases] = await Promise.all([
    builds > 0 ? listBuilds(heroku, app.id, { max: builds }) : none,
    releases > 0 ? listReleases(heroku, app.id, { max: releases }) : none,
  ]);
  return { builds: someBuilds.items, releases: someReleases.items };
}
