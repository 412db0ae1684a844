import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";

/** The matching lines and `context` lines around each, ascending and unique, updated as matches and lines arrive. */
export class FilterLines {
  readonly lines = new NumberList();
  readonly context: number;
  #read = 0;
  #wanted = -1;
  #last = -1;

  constructor(context: number) {
    this.context = context;
  }

  /** Adds the new matches of `matches` (ascending lines) for an output with `count` lines. */
  advance(matches: NumberList, count: number): void {
    this.#through(count);
    for (; this.#read < matches.length; this.#read += 1) {
      const line = matches.at(this.#read);
      this.#last = Math.max(this.#last, line - this.context - 1);
      this.#wanted = line + this.context;
      this.#through(count);
    }
  }

  #through(count: number): void {
    while (this.#last < this.#wanted && this.#last + 1 < count) {
      this.#last += 1;
      this.lines.push(this.#last);
    }
  }
}
