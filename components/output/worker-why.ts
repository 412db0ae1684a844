import { sliceEnd } from "@/lib/output/finder";
import { ErrorScan, type FirstError } from "@/lib/output/first-error";
import type { LineStore } from "@/lib/output/line-store";
import { whyOf } from "@/lib/output/why";
import { breathe } from "./breathe";
import type { FromWorker } from "./worker-messages";

const decoder = new TextDecoder();

/** Looks for what went wrong, when that is wanted and the output is over. */
export class WorkerWhy {
  readonly #store: LineStore;
  readonly #post: (message: FromWorker) => void;
  #wanted = false;
  #over = false;
  #begun = false;

  constructor(store: LineStore, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#post = post;
  }

  wanted(): void {
    this.#wanted = true;
    void this.#look();
  }

  over(): void {
    this.#over = true;
    void this.#look();
  }

  async #look(): Promise<void> {
    if (!this.#wanted || !this.#over || this.#begun) return;
    this.#begun = true;
    const error = await this.#firstError();
    this.#post({ kind: "why", error, why: whyOf(this.#store, error) });
  }

  async #firstError(): Promise<FirstError | null> {
    const scan = new ErrorScan();
    const { count, bytes } = this.#store;
    for (let line = 0; line < count; ) {
      const to = sliceEnd(this.#store, line, count);
      scan.read(decoder.decode(bytes.slice(this.#store.start(line), this.#store.start(to))), line + 1);
      line = to;
      await breathe();
    }
    return scan.first;
  }
}
