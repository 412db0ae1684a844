import type { Subscriber } from "./subscriber";

/** Maximum delay of a line in ms, with very many subscribers. */
const MAX_DELAY_MS = 50;
/** Number of subscribers that are written to in about a millisecond. */
const PER_MS = 20;
/** Maximum delay in ms with up to 200 subscribers: below the 10 ms between lines of a steady output. */
const SHORT_DELAY_MS = 5;

/** The subscribers of one output. Bytes that arrive in quick succession are written to them in one batch. */
export class Broadcaster {
  readonly #subscribers = new Set<Subscriber>();
  readonly #heartbeatMs: number;
  #sentAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(heartbeatMs: number) {
    this.#heartbeatMs = heartbeatMs;
  }

  join(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber);
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#heartbeatMs / 3).unref();
  }

  left(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }

  /** The highest cursor of all subscribers; null without subscribers. */
  get lead(): number | null {
    let lead: number | null = null;
    for (const { cursor } of this.#subscribers) {
      if (cursor !== null) lead = Math.max(lead ?? 0, cursor);
    }
    return lead;
  }

  /** True if bytes of this range are still being sent to a subscriber. */
  uses(from: number, to: number): boolean {
    return [...this.#subscribers].some((subscriber) => subscriber.uses(from, to));
  }

  /** Writes new bytes to all subscribers: at once, or batched if the last write was a moment ago. */
  send(): void {
    if (this.#timer) return;
    const cost = this.#subscribers.size / PER_MS;
    const window = Math.min(MAX_DELAY_MS, Math.max(Math.min(cost, SHORT_DELAY_MS), cost - SHORT_DELAY_MS));
    const left = this.#sentAt + window - performance.now();
    if (left < 1) this.sendNow();
    else this.#timer = setTimeout(() => this.sendNow(), left);
  }

  sendNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sentAt = performance.now();
    for (const subscriber of this.#subscribers) subscriber.advance();
  }

  #beat(): void {
    const silentSince = performance.now() - this.#heartbeatMs * 0.6;
    for (const subscriber of this.#subscribers) subscriber.beat(silentSince);
  }
}
