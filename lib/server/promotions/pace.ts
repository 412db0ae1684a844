import { remainingCalls, scarcityOf } from "@/lib/server/heroku/rate";
import type { StoredPromotion } from "./promotion-store";
import type { RunLimits } from "./run-limits";
import { hasEnded } from "./turns";

/** Targets that are looked at in the pause of one: a look is one or two calls each. */
const AT_ONCE = 3;

/** When to look again: often while things move, seldom when nothing did for long or calls run out. */
export class Pace {
  readonly #limits: RunLimits;
  #seen = "";
  #changedAt = Date.now();
  #factor = 1;
  #wake: () => void = () => undefined;
  stopped = false;

  constructor(limits: RunLimits) {
    this.#limits = limits;
  }

  saw({ targets }: StoredPromotion, account: string | undefined): void {
    const steps = targets.map(({ step }) => step).join();
    if (steps !== this.#seen) this.#changedAt = Date.now();
    this.#seen = steps;
    const moving = targets.filter((target) => !hasEnded(target)).length;
    const scarcity = account ? scarcityOf(remainingCalls(account)) : 1;
    // A promotion in progress is followed even with the last calls.
    this.#factor = Math.max(1, moving / AT_ONCE) * Math.min(4, scarcity);
  }

  async pause(): Promise<void> {
    if (this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#ms() * this.#factor);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the pause: the server stops. */
  stop(): void {
    this.stopped = true;
    this.#wake();
  }

  #ms(): number {
    const { lookOftenMs, lookLaterMs, lookSeldomMs, laterMs, muchLaterMs } = this.#limits;
    const quiet = Date.now() - this.#changedAt;
    if (quiet < laterMs) return lookOftenMs;
    return quiet < muchLaterMs ? lookLaterMs : lookSeldomMs;
  }
}
