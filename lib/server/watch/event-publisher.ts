import type { Age, WatchEvent } from "@/lib/schemas/event";
import type { Core } from "./core";
import { differences } from "./differences";
import type { FaultKind, Seat, Stream, Watched } from "./types";

/** Tells streams what happened to the apps that their grants may see. */
export class Teller {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  tell(app: Watched, event: WatchEvent): void {
    for (const seat of this.#core.seats.values()) {
      if (seat.streams.size > 0 && this.maySee(seat, app)) this.tellSeat(seat, app.id, event);
    }
  }

  /** When a fault has begun or ended. */
  tellFault(app: Watched): void {
    const fault = faultOf(app);
    if (fault === app.toldFault) return;
    app.toldFault = fault;
    this.tell(app, { type: "fresh", apps: [this.ageOf(app)] });
  }

  /** To the streams of one grant that asked for the app. */
  tellSeat(seat: Seat, app: string, event: WatchEvent): void {
    for (const stream of [...seat.streams]) if (stream.apps.has(app)) stream.hear(event);
  }

  /** How old everything is that a grant's streams asked for. */
  tellAges(seat: Seat): void {
    for (const stream of [...seat.streams]) {
      const ages = this.ages(seat, stream);
      if (ages.apps.length > 0) stream.hear(ages);
    }
  }

  /** To one that was told nothing for a while: what is newest of each of its apps. */
  catchUp(seat: Seat): void {
    for (const stream of seat.streams) {
      stream.hear(this.ages(seat, stream));
      for (const id of stream.apps) {
        const app = this.#core.apps.get(id);
        if (!app?.summary || !this.maySee(seat, app)) continue;
        const { builds, releases } = app.summary;
        const newest = { builds: builds.slice(0, 1), releases: releases.slice(0, 1), dynos: [] };
        for (const event of differences(EMPTY, { ...app.summary, ...newest })) stream.hear(event);
      }
    }
  }

  /** How old everything is that a stream asked for and may see. */
  ages(seat: Seat, stream: Stream): Extract<WatchEvent, { type: "fresh" }> {
    const apps = [...stream.apps].flatMap((id) => {
      const app = this.#core.apps.get(id);
      return app && this.maySee(seat, app) ? [this.ageOf(app)] : [];
    });
    const { now } = this.#core;
    return {
      type: "fresh",
      apps,
      list_age_ms: seat.listedAt === null ? null : Math.round(now() - seat.listedAt),
    };
  }

  ageOf(app: Watched): Age {
    const at = asOf(app);
    return {
      app: { id: app.id, name: app.name },
      age_ms: at === null ? null : Math.max(0, Math.round(this.#core.now() - at)),
      fault: faultOf(app),
    };
  }

  /** Whether its own last list, not too long ago, named the app. */
  maySee(seat: Seat, app: Watched): boolean {
    if (!seat.apps.has(app.id) || seat.listedAt === null) return false;
    return (app.readAt ?? 0) <= seat.listedAt + this.#core.limits.unverifiedMs;
  }
}

const EMPTY = { builds: [], releases: [], dynos: [] };

/**
 * When upstream last gave an answer that would have shown a change of its builds or releases: about them, or the list of
 * apps with the time of the last change. While something is pending the list says nothing about it.
 */
export function asOf({ readAt, unchangedAt, pendingSince }: Watched): number | null {
  return readAt === null || pendingSince !== null ? readAt : Math.max(readAt, unchangedAt);
}

export function faultOf({ fault, slowed }: Watched): FaultKind | null {
  return fault ?? (slowed ? "slowed" : null);
}
