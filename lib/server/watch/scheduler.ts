import type { Core } from "./core";
import type { EventPublisher } from "./event-publisher";
import type { Fetcher } from "./fetcher";
import { plan } from "./plan";
import type { Watchers } from "./watchers";

/** Most reads in progress at a time. */
const AT_A_TIME = 16;
/** Least interval between two rounds, in ms. */
const ROUND_MS = 20;

type Parts = { core: Core; watchers: Watchers; publisher: EventPublisher; fetcher: Fetcher };

/** Begins the due reads of each plan and schedules the next round. */
export class Scheduler {
  readonly #parts: Parts;
  readonly #underWay = new Set<Promise<void>>();
  #timer: { at: number; cancel: () => void } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Settles with the first read in progress; null when there is none. */
  get next(): Promise<void> | null {
    return this.#underWay.size > 0 ? Promise.race(this.#underWay) : null;
  }

  run = (): void => {
    this.#timer?.cancel();
    this.#timer = undefined;
    const { core, watchers, fetcher, publisher } = this.#parts;
    const expireAt = watchers.refresh();
    const subscriptions = [...core.subscriptions.values()].filter((subscription) =>
      watchers.isActive(subscription),
    );
    if (subscriptions.length === 0) return;
    const { isInstant, limits, apps } = core;
    const { isOurs } = core.peers;
    const planned = plan({ ...core.budget(), limits, subscriptions, apps: apps.values(), isInstant, isOurs });
    const slots = AT_A_TIME - this.#underWay.size;
    for (const read of planned.reads.slice(0, Math.max(0, slots))) {
      const asked = "apps" in read ? read.apps : "app" in read ? [read.app] : [];
      for (const app of asked) app.slowed = planned.slowed.has(app);
      const reading = fetcher.begin(read).finally(() => {
        this.#underWay.delete(reading);
        for (const app of asked) publisher.publishFault(app);
        // An app list without changes makes no read due.
        const isNews = read.kind !== "list" || watchers.isChanged;
        this.#arm(isNews ? core.now() : read.subscription.dueAt);
      });
      this.#underWay.add(reading);
    }
    for (const app of planned.slowed) {
      app.slowed = true;
      publisher.publishFault(app);
    }
    this.#arm(Math.min(planned.at, expireAt));
  };

  #arm(at: number): void {
    if (at === Number.POSITIVE_INFINITY || (this.#timer && this.#timer.at <= at)) return;
    this.#timer?.cancel();
    const ms = Math.max(ROUND_MS, at - this.#parts.core.now());
    this.#timer = { at, cancel: this.#parts.core.schedule(ms, this.run) };
  }
}
