import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";

/** The lines that match and so many around each, ascending and each once, while matches and lines are added. */
export class FilterLines {
  readonly lines = new NumberList();
  readonly context: number;
  #read = 0;
  #wanted = -1;
  #last = -1;

  constructor(context: number) {
    this.context = context;
  }

  /** Takes the matches that were added to `matches` (ascending lines) of an output with `count` lines. */
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
