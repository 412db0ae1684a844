import type { App } from "@/lib/schemas/app";
import type { WatchEvent } from "@/lib/schemas/event";
import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { Knowledge } from "./app-state-store";
import { Core, type WatchOptions } from "./core";
import { asOf, faultOf, Teller } from "./event-publisher";
import { Failures } from "./failure";
import { Readings } from "./fetcher";
import { Permission } from "./permission";
import { Rounds } from "./scheduler";
import type { LookKind, Seat, Stream, Watched } from "./types";
import { Looks } from "./watchers";

export type Listening = { kind?: LookKind; hear: (event: WatchEvent) => void; end: () => void };

/**
 * The one poller of every app that somebody looks at. What is known of an app is kept once; whoever asks sees it when
 * the asker's own list of apps, at most a minute old, names it. Nothing is read while nobody looks.
 */
export class Watch {
  readonly core: Core;
  readonly #looks: Looks;
  readonly #teller: Teller;
  readonly #permission: Permission;
  readonly #rounds: Rounds;
  readonly knowledge: Knowledge;

  constructor(options: WatchOptions = {}) {
    this.core = new Core(options);
    this.#looks = new Looks(this.core);
    this.#teller = new Teller(this.core);
    this.#permission = new Permission(this.core, this.#looks, this.#teller);
    const failures = new Failures(this.core, this.#looks, this.#permission);
    this.knowledge = new Knowledge(this.core, this.#teller, (app) => failures.fail([app]));
    const parts = { core: this.core, looks: this.#looks, permission: this.#permission };
    const readings = new Readings({ ...parts, knowledge: this.knowledge, failures });
    this.#rounds = new Rounds({ ...parts, teller: this.#teller, readings });
  }

  /** Looks at apps for a while; what is known of them once each was read, in the order asked. */
  async summaries(heroku: Heroku, names: string[], kind: LookKind | "once"): Promise<AppSummary[]> {
    const seat = this.core.seatOf(heroku);
    await this.#permission.known(seat);
    const apps = await this.#find(seat, [...new Set(names)]);
    const once = kind === "once" ? apps.filter(({ id }) => !seat.polls.has(id)) : [];
    for (const app of kind === "once" ? once : apps)
      this.#looks.poll(seat, app, kind === "once" ? "page" : kind);
    const polls = new Map(once.map(({ id }) => [id, seat.polls.get(id)]));
    await this.core.peers.join(apps);
    for (const app of apps) this.#join(app);
    this.round();
    await Promise.all(apps.map((app) => this.#read(app)));
    // Unless somebody else has begun to look meanwhile.
    for (const [id, poll] of polls) if (seat.polls.get(id) === poll) seat.polls.delete(id);
    if (polls.size > 0) this.#looks.changed();
    const shown = apps.flatMap((app) => this.#show(seat, app) ?? []);
    const failed = apps.find((app) => !app.summary)?.error;
    if (failed && shown.length === 0) throw failed;
    return shown;
  }

  /** The apps that a grant may read, by name and by id, as of the last minute. Throws when it has died. */
  async visible(heroku: Heroku): Promise<ReadonlyMap<string, App>> {
    const seat = this.core.seatOf(heroku);
    await this.#permission.known(seat);
    return seat.apps;
  }

  /** Hears what happens to these apps until the returned function is called. Throws when the grant has died. */
  async listen(
    heroku: Heroku,
    names: string[],
    { kind = "page", hear, end }: Listening,
  ): Promise<() => void> {
    const seat = this.core.seatOf(heroku);
    await this.#permission.known(seat);
    const apps = await this.#find(seat, [...new Set(names)]);
    const stream: Stream = { kind, apps: new Set(apps.map(({ id }) => id)), hear, end };
    seat.streams.add(stream);
    this.#looks.changed();
    await this.core.peers.join(apps);
    for (const app of apps) this.#join(app);
    const tellAges = () => hear(this.#teller.ages(seat, stream));
    tellAges();
    this.round();
    const stop = this.#every(this.core.limits.agesMs, tellAges);
    return () => {
      stop();
      seat.streams.delete(stream);
      this.#looks.changed();
    };
  }

  /** Something says that an app, by id or name, has changed: it is read anew at once when somebody looks, wherever. */
  touch(key: string): void {
    const app = this.core.find(key);
    if (app) {
      app.wanted += 1;
      app.changedAt = this.core.now();
      app.retryAt = 0;
    }
    if (app && app.lookers.size > 0 && this.core.peers.isOurs(app.id)) this.round();
    else this.core.peers.touched(app?.id ?? key);
  }

  /** Which app is in which pipeline may have changed. */
  recouple(): void {
    for (const app of this.core.apps.values()) app.coupledAt = null;
  }

  /** Why what is known of an app is not fresh. */
  faultOf(id: string) {
    const app = this.core.apps.get(id);
    return app ? faultOf(app) : null;
  }

  /** Begins what is due. */
  round(): void {
    this.#rounds.run();
  }

  async #find(seat: Seat, names: string[]): Promise<Watched[]> {
    const found = await Promise.all(names.map((name) => this.#permission.find(seat, name)));
    return found.flatMap((app) => (app ? [this.core.appOf(app)] : []));
  }

  /** What nobody looked at for longer than it stays fresh is asked about before it is shown. */
  #join(app: Watched): void {
    const { now, limits } = this.core;
    if (app.lookers.size === 0 && now() - (app.readAt ?? 0) > limits.pageMs) app.sensedAt = 0;
  }

  /** Waits for the readings that have to be made before anything is said of an app. */
  async #read(app: Watched): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) {
      if (app.summary && app.satisfied >= app.wanted && app.sensedAt > 0 && !app.reading) return;
      if (!app.reading) this.round();
      const next = app.reading ?? (app.retryAt > this.core.now() ? null : this.#rounds.next);
      if (!next) return;
      await next;
    }
  }

  #show(seat: Seat, app: Watched): AppSummary | null {
    if (!app.summary || app.readAt === null || !seat.apps.has(app.id)) return null;
    if (!this.#teller.maySee(seat, app)) return seat.shown.get(app.id) ?? null;
    const fault = faultOf(app);
    const summary: AppSummary = {
      ...app.summary,
      app: { id: app.id, name: app.name },
      read_at: new Date(asOf(app) ?? app.readAt).toISOString(),
      failed: fault === null ? null : (app.error?.message ?? SLOWED),
    };
    seat.shown.set(app.id, summary);
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
