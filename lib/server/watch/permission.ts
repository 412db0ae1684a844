import { SlipwayError } from "@/lib/errors/slipway-error";
import type { App } from "@/lib/schemas/app";
import { getApp, listApps } from "@/lib/server/heroku/apps";
import type { Core } from "./core";
import type { Teller } from "./event-publisher";
import type { Seat } from "./types";
import type { Looks } from "./watchers";

/** What each grant may see, by one list of its apps a minute, which tells as well what was released. */
export class Permission {
  readonly #core: Core;
  readonly #looks: Looks;
  readonly #teller: Teller;

  constructor(core: Core, looks: Looks, teller: Teller) {
    this.#core = core;
    this.#looks = looks;
    this.#teller = teller;
  }

  /** Waits until the grant's apps are known as of the last minute. Throws when they never were, or it has died. */
  async known(seat: Seat): Promise<void> {
    const { now, limits } = this.#core;
    if (seat.listedAt !== null && now() - seat.listedAt < limits.permissionMs) return;
    if (!seat.listing && seat.dueAt > now() && seat.listedAt !== null) return;
    try {
      await this.list(seat);
    } catch (error) {
      if (seat.listedAt === null || isDead(error)) throw error;
    }
  }

  /** Lists its apps now, once for all who wait. Throws what upstream said. */
  list(seat: Seat): Promise<void> {
    seat.listing ??= this.#list(seat).finally(() => {
      seat.listing = undefined;
    });
    return seat.listing;
  }

  /** The app of this name or id, asked for by itself when it was made since the list; null when it is not there. */
  async find(seat: Seat, name: string): Promise<App | null> {
    const known = seat.apps.get(name);
    if (known) return known;
    if (seat.absent.has(name)) return null;
    try {
      const app = await getApp(seat.heroku, name);
      for (const key of [app.id, app.name]) seat.apps.set(key, app);
      this.#looks.changed();
      return app;
    } catch (error) {
      if (!(error instanceof SlipwayError) || (error.status !== 404 && error.status !== 403)) throw error;
      seat.absent.add(name);
      return null;
    }
  }

  /** A grant that upstream refuses: whoever looks with it sees nothing any more. */
  die(seat: Seat): void {
    this.#core.seats.delete(seat.grant);
    seat.apps.clear();
    seat.polls.clear();
    for (const stream of [...seat.streams]) stream.end();
    seat.streams.clear();
    this.#looks.changed();
  }

  async #list(seat: Seat): Promise<void> {
    const { now, limits } = this.#core;
    seat.askedAt = now();
    try {
      const { items } = await listApps(seat.heroku);
      seat.dueAt = seat.askedAt + limits.permissionMs * this.#core.jitter();
      if (seat.failures > 0) this.#resume(seat);
      this.#take(seat, items);
      // Only this list may tell that an app outside of pipelines is as it was.
      this.#teller.tellAges(seat);
    } catch (error) {
      if (isDead(error)) this.die(seat);
      seat.failures += 1;
      seat.dueAt = now() + this.#core.pause(seat.failures, limits.listRetryMs);
      throw error;
    }
  }

  /** Calls get through again: what waits for the end of an outage is asked about at once. */
  #resume(seat: Seat): void {
    seat.failures = 0;
    Object.assign(this.#core.account(seat.account), { failures: 0, retryAt: 0 });
    for (const app of this.#core.apps.values()) if (app.lookers.has(seat)) app.retryAt = 0;
    this.#looks.changed();
  }

  #take(seat: Seat, items: App[]): void {
    const before = seat.apps;
    seat.apps = new Map(items.flatMap((app) => [pair(app.id, app), pair(app.name, app)]));
    const { now, limits } = this.#core;
    const wasUncertain = seat.listedAt !== null && now() - seat.listedAt > limits.unverifiedMs;
    seat.listedAt = now();
    if (seat.refused.size > 0 || !isSame(before, seat.apps)) this.#looks.changed();
    seat.absent.clear();
    seat.refused.clear();
    for (const app of items) this.#sense(app, seat.askedAt ?? 0);
    if (wasUncertain) this.#teller.catchUp(seat);
    for (const [key, { id, name }] of before)
      if (key === id && !seat.apps.has(id)) this.#lost(seat, id, name);
  }

  /** Upstream's clocks may disagree: only a later time than ever says that something changed. */
  #sense(app: App, askedAt: number): void {
    const watched = this.#core.apps.get(app.id);
    const stamp = [app.released_at ?? "", app.updated_at].sort().at(-1) ?? "";
    if (!watched || stamp < watched.stamp) return;
    const wasRead = watched.satisfied >= watched.wanted && (watched.readAt ?? 0) > watched.stampedAt;
    if (stamp === watched.stamp && wasRead) watched.unchangedAt = Math.max(watched.unchangedAt, askedAt);
    if (watched.name !== app.name) {
      watched.name = app.name;
      const renamed = { id: app.id, name: app.name };
      this.#teller.tell(watched, { type: "app", app: renamed, change: "renamed" });
    }
    if (stamp > watched.stamp && watched.stamp !== "") {
      watched.sensedAt = 0;
      this.#looks.changed();
    }
    if (stamp > watched.stamp) watched.stampedAt = watched.stamp === "" ? 0 : this.#core.now();
    watched.stamp = stamp;
  }

  #lost(seat: Seat, id: string, name: string): void {
    seat.polls.delete(id);
    seat.shown.delete(id);
    this.#teller.tellSeat(seat, id, { type: "app", app: { id, name }, change: "gone" });
  }
}

function isSame(before: ReadonlyMap<string, App>, after: ReadonlyMap<string, App>): boolean {
  return before.size === after.size && [...after.keys()].every((key) => before.has(key));
}

function pair(key: string, app: App): [string, App] {
  return [key, app];
}

/** The sign-in has ended, or the account may not use the API any more. */
export function isDead(error: unknown): boolean {
  return error instanceof SlipwayError && (error.id === "unauthorized" || error.id === "suspended");
}
