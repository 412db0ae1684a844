import type { OutputLines } from "./output-lines";

/** A match: line and column from 0, in the line's text without colours. */
export type Match = { line: number; column: number };

/** Finds a text in an output that still grows; case counts only when the text has capitals. */
export class Search {
  readonly matches: Match[] = [];
  readonly #needle: string;
  readonly #exact: boolean;
  #next = 0;

  constructor(needle: string) {
    this.#exact = needle !== needle.toLowerCase();
    this.#needle = needle;
  }

  get length(): number {
    return this.#needle.length;
  }

  /** Reads on through complete lines, at most `limit` of them; true when all that there are were read. */
  advance(output: OutputLines, limit: number, ended: boolean): boolean {
    const end = ended ? output.count : output.ended;
    const stop = Math.min(end, this.#next + limit);
    for (; this.#next < stop; this.#next += 1) {
      for (const column of this.columns(output.text(this.#next))) {
        this.matches.push({ line: this.#next, column });
      }
    }
    return this.#next >= end;
  }

  /** Where the text stands in one line. */
  columns(text: string): number[] {
    const found: number[] = [];
    const hay = this.#exact ? text : lower(text);
    for (let at = hay.indexOf(this.#needle); at !== -1; at = hay.indexOf(this.#needle, at + this.length)) {
      found.push(at);
    }
    return found;
  }
}

/** Lower case that keeps every column: the few letters whose lower case is longer stay as they are. */
function lower(text: string): string {
  const low = text.toLowerCase();
  if (low.length === text.length) return low;
  return [...text]
    .map((letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter))
    .join("");
}
