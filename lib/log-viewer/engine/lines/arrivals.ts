import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";

/** Arrival times of lines in ms since 1970, stored once for lines that arrived together. */
export class Arrivals {
  readonly #lines = new NumberList();
  readonly #times = new NumberList();

  /** Sets the time of the lines from `line` on; NaN if it is unknown. */
  add(line: number, time: number): void {
    if (this.#times.length > 0 && Object.is(this.#times.at(this.#times.length - 1), time)) return;
    this.#lines.push(line);
    this.#times.push(time);
  }

  at(line: number): number | null {
    const index = this.#lines.upTo(line) - 1;
    const time = index < 0 ? Number.NaN : this.#times.at(index);
    return Number.isNaN(time) ? null : time;
  }
}
