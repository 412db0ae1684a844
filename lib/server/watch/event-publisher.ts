import type { Age, WatchEvent } from "@/lib/schemas/event";
import type { Core } from "./core";
import { differences } from "./differences";
import type { FaultKind, GrantSubscription, Stream, Watched } from "./types";

/** Publishes events to the streams whose grants have access to the app. */
export class EventPublisher {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  publish(app: Watched, event: WatchEvent): void {
    for (const subscription of this.#core.subscriptions.values()) {
      if (subscription.streams.size > 0 && this.maySee(subscription, app))
        this.publishTo(subscription, app.id, event);
    }
  }

  /** Publishes the age of an app when its fault has begun or ended. */
  publishFault(app: Watched): void {
    const fault = faultOf(app);
    if (fault === app.publishedFault) return;
    app.publishedFault = fault;
    this.publish(app, { type: "fresh", apps: [this.ageOf(app)] });
  }

  /** Publishes to the streams of one grant that subscribe to the app. */
  publishTo(subscription: GrantSubscription, app: string, event: WatchEvent): void {
    for (const stream of [...subscription.streams]) if (stream.apps.has(app)) stream.onEvent(event);
  }

  /** Publishes the ages of all apps that a grant's streams subscribe to. */
  publishAges(subscription: GrantSubscription): void {
    for (const stream of [...subscription.streams]) {
      const ages = this.ages(subscription, stream);
      if (ages.apps.length > 0) stream.onEvent(ages);
    }
  }

  /** Publishes the newest state of each app to the streams of a grant that received no events for a while. */
  catchUp(subscription: GrantSubscription): void {
    for (const stream of subscription.streams) {
      stream.onEvent(this.ages(subscription, stream));
      for (const id of stream.apps) {
        const app = this.#core.apps.get(id);
        if (!app?.summary || !this.maySee(subscription, app)) continue;
        const { builds, releases } = app.summary;
        const newest = { builds: builds.slice(0, 1), releases: releases.slice(0, 1), dynos: [] };
        for (const event of differences(EMPTY, { ...app.summary, ...newest })) stream.onEvent(event);
      }
    }
  }

  /** Returns the ages of the apps that a stream subscribes to and may see. */
  ages(subscription: GrantSubscription, stream: Stream): Extract<WatchEvent, { type: "fresh" }> {
    const apps = [...stream.apps].flatMap((id) => {
      const app = this.#core.apps.get(id);
      return app && this.maySee(subscription, app) ? [this.ageOf(app)] : [];
    });
    const { now } = this.#core;
    return {
      type: "fresh",
      apps,
      list_age_ms: subscription.listedAt === null ? null : Math.round(now() - subscription.listedAt),
      list_why: subscription.error?.message ?? null,
    };
  }

  ageOf(app: Watched): Age {
    const now = this.#core.now();
    const ageIn = (at: number | null) => (at === null ? null : Math.max(0, Math.round(now - at)));
    const dynosAt = app.summary?.dynos_read_at;
    return {
      app: { id: app.id, name: app.name },
      age_ms: ageIn(asOf(app)),
      fault: faultOf(app),
      why: app.error?.message ?? null,
      dynos_age_ms: ageIn(dynosAt ? Date.parse(dynosAt) : null),
    };
  }

  /** True if the grant's own recent app list contains the app. */
  maySee(subscription: GrantSubscription, app: Watched): boolean {
    if (!subscription.apps.has(app.id) || subscription.listedAt === null) return false;
    return (app.readAt ?? 0) <= subscription.listedAt + this.#core.limits.unverifiedMs;
  }
}

const EMPTY = { builds: [], releases: [], dynos: [] };

/**
 * Returns when upstream last confirmed the app's builds and releases (ms), by an answer about them or by an app list
 * with unchanged timestamps. The list is ignored while something is pending, because it does not show progress.
 */
export function asOf({ readAt, unchangedAt, pendingSince }: Watched): number | null {
  return readAt === null || pendingSince !== null ? readAt : Math.max(readAt, unchangedAt);
}

export function faultOf({ fault, slowed }: Watched): FaultKind | null {
  return fault ?? (slowed ? "slowed" : null);
}
