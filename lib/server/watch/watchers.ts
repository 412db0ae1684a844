import type { Core } from "./core";
import type { LookKind, Seat, Watched } from "./types";

/** Who looks at what: kept on the apps, for the planner. */
export class Looks {
  readonly #core: Core;
  #changed = true;
  #expireAt = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  /** Somebody came, left, or may see something else than before. */
  changed(): void {
    this.#changed = true;
  }

  get isChanged(): boolean {
    return this.#changed;
  }

  /** Asking counts as looking for a while. */
  poll(seat: Seat, app: Watched, kind: LookKind): void {
    const before = seat.polls.get(app.id);
    seat.polls.set(app.id, { kind, until: this.#core.now() + this.#core.limits.lookMs });
    if (before?.kind !== kind) this.#changed = true;
  }

  /** Whether a grant looks at anything: nothing is read when nobody does. */
  isActive({ polls, streams }: Seat): boolean {
    return polls.size > 0 || streams.size > 0;
  }

  /** Brings what the planner sees up to date. Returns when to do so again, in ms of our clock. */
  refresh(): number {
    const now = this.#core.now();
    if (!this.#changed && now < this.#expireAt) return this.#expireAt;
    this.#changed = false;
    this.#expireAt = Number.POSITIVE_INFINITY;
    for (const app of this.#core.apps.values()) {
      app.lookers = new Set();
      app.look = "page";
    }
    for (const seat of this.#core.seats.values()) this.#expire(seat, now);
    for (const seat of this.#core.seats.values()) {
      for (const [id, { kind }] of seat.polls) this.#look(seat, id, kind, now);
      for (const { kind, apps } of seat.streams) for (const id of apps) this.#look(seat, id, kind, now);
    }
    this.#share();
    this.#forget(now);
    this.#core.peers.wanted(
      [...this.#core.apps.values()].filter(({ lookers }) => lookers.size > 0).map(({ id }) => id),
    );
    return this.#expireAt;
  }

  #expire(seat: Seat, now: number): void {
    for (const [id, { until }] of seat.polls) {
      if (until <= now) seat.polls.delete(id);
      else this.#expireAt = Math.min(this.#expireAt, until);
    }
  }

  #look(seat: Seat, id: string, kind: LookKind, now: number): void {
    const app = this.#core.apps.get(id);
    if (!app || !seat.apps.has(id) || seat.refused.has(id)) return;
    app.lookers.add(seat);
    app.lookedAt = now;
    if (kind === "screen") app.look = "screen";
  }

  /** Which apps share a sensor, and how many share the calls of an account. */
  #share(): void {
    const looked = [...this.#core.apps.values()].filter(({ lookers }) => lookers.size > 0);
    const pipelines = new Map<string, number>();
    for (const { pipeline } of looked)
      if (pipeline) pipelines.set(pipeline, (pipelines.get(pipeline) ?? 0) + 1);
    for (const app of looked) app.shared = (pipelines.get(app.pipeline ?? "") ?? 0) > 1;
    const loads = new Map<string, { alone: number; all: number }>();
    for (const app of looked) {
      for (const account of accountsOf(app)) {
        const load = loads.get(account) ?? { alone: 0, all: 0 };
        loads.set(account, { alone: load.alone + (app.shared ? 0 : 1), all: load.all + 1 });
      }
    }
    for (const app of looked) {
      const accounts = [...accountsOf(app)];
      const least = (pick: "alone" | "all") =>
        Math.min(...accounts.map((account) => loads.get(account)?.[pick] ?? 1)) / accounts.length;
      app.load = { alone: least("alone"), all: least("all") };
    }
  }

  #forget(now: number): void {
    const { apps, seats, limits } = this.#core;
    for (const app of apps.values())
      if (app.lookers.size === 0 && !app.reading && now - app.lookedAt > limits.forgetMs) apps.delete(app.id);
    for (const seat of seats.values()) {
      const idle = !this.isActive(seat) && !seat.listing;
      if (idle && now - (seat.askedAt ?? now) > limits.forgetMs) seats.delete(seat.grant);
    }
  }
}

function accountsOf({ lookers }: Watched): Set<string> {
  return new Set([...lookers].map(({ account }) => account));
}
