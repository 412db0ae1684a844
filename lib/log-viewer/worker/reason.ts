import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { quoteReason } from "@/lib/log-viewer/engine/reason/quote-reason";
import { type Reason, ReasonScan } from "@/lib/log-viewer/engine/reason/reason-scan";
import { sliceEnd } from "@/lib/log-viewer/engine/search/finder";
import type { FromWorker } from "./messages";
import { yieldToEventLoop } from "./yield-to-event-loop";

const decoder = new TextDecoder();

/** Finds the reason of a failure after it was requested and the output has ended. */
export class WorkerReason {
  readonly #store: LineStore;
  readonly #post: (message: FromWorker) => void;
  #requested = false;
  #over = false;
  #started = false;

  constructor(store: LineStore, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#post = post;
  }

  request(): void {
    this.#requested = true;
    void this.#scanOnce();
  }

  over(): void {
    this.#over = true;
    void this.#scanOnce();
  }

  async #scanOnce(): Promise<void> {
    if (!this.#requested || !this.#over || this.#started) return;
    this.#started = true;
    const reason = await this.#reason();
    this.#post({ kind: "reason", reason, quote: quoteReason(this.#store, reason) });
  }

  async #reason(): Promise<Reason | null> {
    const scan = new ReasonScan();
    const { count, bytes } = this.#store;
    for (let line = 0; line < count; ) {
      const to = sliceEnd(this.#store, line, count);
      scan.read(decoder.decode(bytes.slice(this.#store.start(line), this.#store.start(to))), line + 1);
      line = to;
      await yieldToEventLoop();
    }
    return scan.reason;
  }
}
