import type { RowMap } from "@/lib/log-viewer/engine/lines/row-map";
import type { DrawnRows } from "./drawn-rows";
import { HEAD, LINE } from "./rows-input";

/**
 * The scroll position among rows whose heights are known only after rendering: a row, and its px above the view. All
 * other rows count with the average height of those seen.
 */
export class WrappedRows {
  readonly #rows: DrawnRows;
  row = 0;
  #px = 0;
  #unit = LINE;

  constructor(rows: DrawnRows) {
    this.#rows = rows;
  }

  get heights(): { line: number; head: number } {
    return { line: this.#unit, head: HEAD };
  }

  /** Returns the position in px if all rows have the average height. */
  top(map: RowMap): number {
    const nominal = map.at(this.row).kind === "head" ? HEAD : this.#unit;
    return map.topOf(this.row, this.heights) + (this.#px / this.#heightOf(map, this.row)) * nominal;
  }

  goTo(row: number, px = 0): void {
    this.row = row;
    this.#px = px;
  }

  /** Moves by px through the heights of the rendered rows. */
  move(map: RowMap, by: number): void {
    this.#px += by;
    while (this.#px < 0 && this.row > 0) {
      this.row -= 1;
      this.#px += this.#heightOf(map, this.row);
    }
    while (this.row < map.length - 1 && this.#px >= this.#heightOf(map, this.row)) {
      this.#px -= this.#heightOf(map, this.row);
      this.row += 1;
    }
    this.#px = Math.max(0, this.#px);
  }

  /** Returns the distance in px from the top of the layer to the top of the view. */
  offset(map: RowMap): number {
    return (this.#rows.element(map.at(this.row))?.offsetTop ?? 0) + this.#px;
  }

  /** Updates the average height from the rendered rows; the position stays. */
  measure(map: RowMap, first: number, last: number): void {
    let height = 0;
    let lines = 0;
    for (let row = first; row < last; row += 1) {
      if (map.at(row).kind === "head") continue;
      height += this.#heightOf(map, row);
      lines += 1;
    }
    if (lines > 0) this.#unit = Math.max(LINE, Math.round(height / lines));
  }

  #heightOf(map: RowMap, row: number): number {
    const at = map.at(row);
    return this.#rows.element(at)?.offsetHeight ?? (at.kind === "head" ? HEAD : this.#unit);
  }
}
