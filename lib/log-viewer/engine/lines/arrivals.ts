import { NumberList } from "@/lib/log-viewer/engine/bytes/number-list";

/** When lines arrived, in ms since the epoch, kept once for all lines that came together. */
export class Arrivals {
  readonly #lines = new NumberList();
  readonly #times = new NumberList();

  /** Lines from `line` on came at `time`; NaN when nobody saw them come. */
  note(line: number, time: number): void {
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
