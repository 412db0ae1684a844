import type { Core } from "./core";
import type { Teller } from "./event-publisher";
import type { Readings } from "./fetcher";
import { plan } from "./plan";
import type { Looks } from "./watchers";

/** Readings of apps that are under way at a time. */
const AT_A_TIME = 16;
/** Rounds that follow each other sooner are one, in ms. */
const ROUND_MS = 20;

type Parts = { core: Core; looks: Looks; teller: Teller; readings: Readings };

/** Plans, begins what is due, and does so again when more is. */
export class Rounds {
  readonly #parts: Parts;
  readonly #underWay = new Set<Promise<void>>();
  #timer: { at: number; cancel: () => void } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** When something that is under way is done; null when nothing is. */
  get next(): Promise<void> | null {
    return this.#underWay.size > 0 ? Promise.race(this.#underWay) : null;
  }

  run = (): void => {
    this.#timer?.cancel();
    this.#timer = undefined;
    const { core, looks, readings, teller } = this.#parts;
    const expireAt = looks.refresh();
    const seats = [...core.seats.values()].filter((seat) => looks.isActive(seat));
    if (seats.length === 0) return;
    const { isInstant, limits, apps } = core;
    const { isOurs } = core.peers;
    const planned = plan({ ...core.budget(), limits, seats, apps: apps.values(), isInstant, isOurs });
    const slots = AT_A_TIME - this.#underWay.size;
    for (const read of planned.reads.slice(0, Math.max(0, slots))) {
      const asked = "apps" in read ? read.apps : "app" in read ? [read.app] : [];
      for (const app of asked) app.slowed = planned.slowed.has(app);
      const reading = readings.begin(read).finally(() => {
        this.#underWay.delete(reading);
        for (const app of asked) teller.tellFault(app);
        // A list that tells nothing new makes nothing due.
        const isNews = read.kind !== "list" || looks.isChanged;
        this.#arm(isNews ? core.now() : read.seat.dueAt);
      });
      this.#underWay.add(reading);
    }
    for (const app of planned.slowed) {
      app.slowed = true;
      teller.tellFault(app);
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
