import { type Row, RowMap } from "@/lib/log-viewer/engine/lines/row-map";
import { lastTop, MAX_HEIGHT, type Scale, topOfBar } from "@/lib/log-viewer/engine/lines/scroll-scale";
import type { RowSource, VisibleRows } from "./visible-rows";

/**
 * The rows and the scroll offset. `top` counts px of all rows. If they are higher than an element may be, the scroll
 * bar is proportional: a wheel moves pixels, a drag moves a part of the way.
 */
export class RowLayout {
  map = new RowMap({ sections: [], count: 0, folded: new Set(), only: null });
  top = 0;
  /** The height of the view in px. */
  view = 0;
  /** The position among rows of unknown heights; null without line wrap. */
  wrapped: WrappedRows | null = null;
  readonly #rows: VisibleRows;
  readonly #maxHeight: number;

  constructor(rows: VisibleRows, maxHeight = MAX_HEIGHT) {
    this.#rows = rows;
    this.#maxHeight = maxHeight;
  }

  get heights(): { line: number; head: number } {
    return this.wrapped?.heights ?? { line: LINE, head: HEAD };
  }

  get firstRow(): number {
    return this.wrapped
      ? Math.min(this.wrapped.row, this.map.length)
      : this.map.rowAt(this.top, this.heights);
  }

  /** The maximum number of rows in the view. */
  get rowsInView(): number {
    return Math.ceil(this.view / LINE) + 1;
  }

  /** The row at the top of the view. */
  get topRow(): Row {
    return this.map.at(this.firstRow);
  }

  get scale(): Scale {
    const rows = this.map.topOf(this.map.length, this.heights) + (this.map.length > 0 ? BOTTOM_PADDING : 0);
    return { rows, view: this.view, maxHeight: this.#maxHeight };
  }

  /** True if one px of the scroll bar is one px of the rows. */
  get isDirect(): boolean {
    return this.scale.rows <= this.#maxHeight && !this.wrapped;
  }

  get atEnd(): boolean {
    return this.top >= lastTop(this.scale) - LINE / 2;
  }

  toEnd(): void {
    this.top = lastTop(this.scale);
    this.wrapped?.goTo(Math.max(0, this.map.length - 1));
  }

  /** Replaces the rows. With `keep`, the row at the top stays there. */
  update(map: RowMap, keep: boolean): void {
    const top = this.topRow;
    const within = this.top - this.map.topOf(this.firstRow, this.heights);
    const stays = keep && this.map.length > 0;
    this.map = map;
    if (!stays) return;
    const row = top.kind === "line" ? map.rowOf(top.line) : map.headOf(top.section);
    if (this.wrapped) this.wrapped.row = row;
    else this.top = Math.min(map.topOf(row, this.heights) + within, lastTop(this.scale));
  }

  wrap(on: boolean): void {
    const row = this.firstRow;
    this.wrapped = on ? new WrappedRows(this.#rows) : null;
    if (this.wrapped) this.wrapped.goTo(row);
    else this.top = this.map.topOf(row, this.heights);
  }

  /** Scrolls to a row, `below` px under the top of the view. */
  goTo(row: number, below: number): void {
    const top = this.map.topOf(row, this.heights) - below;
    this.top = Math.min(Math.max(0, Math.round(top)), lastTop(this.scale));
    this.wrapped?.goTo(row);
  }

  /** Handles a scroll by `moved` px to the position `bar`; `jump`: true during a drag of the scroll bar. */
  scroll(moved: number, bar: number, jump: boolean): void {
    if (this.isDirect || jump || Math.abs(moved) > 3 * this.view) {
      this.top = topOfBar(bar, this.scale);
      this.wrapped?.goTo(this.map.rowAt(this.top, this.heights));
    } else if (this.wrapped) this.wrapped.move(this.map, moved);
    else this.top = Math.min(Math.max(0, this.top + moved), lastTop(this.scale));
  }
}

/**
 * The scroll position among rows whose heights are known only after rendering: a row, and its px above the view. All
 * other rows count with the average height of those seen.
 */
export class WrappedRows {
  readonly #rows: VisibleRows;
  row = 0;
  #px = 0;
  #unit = LINE;

  constructor(rows: VisibleRows) {
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

/** The elements, data and callbacks of a rows view. */
export type RowsViewInput = {
  scroller: HTMLElement;
  /** As high as all rows, up to the maximum height of an element. */
  content: HTMLElement;
  /** Contains the rows in view. */
  layer: HTMLElement;
  /** In `layer`, below the last line. */
  foot: HTMLElement;
  /** Contains the sticky head. */
  sticky: HTMLElement;
  source: RowSource;
  /** Returns the index of the section that contains a line, or -1. */
  sectionIndexAt(line: number): number;
  /** Called with the lines in or near the view. */
  request(lines: readonly number[]): void;
  /** Called after the position has changed. */
  onPositionChange(): void;
  /** Called after following has started or stopped. */
  onFollow(): void;
  /** The maximum height of an element in px. */
  maxHeight?: number | undefined;
};

/** Heights of rows in px, without line wrap. */
export const LINE = 20;
export const HEAD = 28;
/** The space below the last line, so that the chip never covers it. In px. */
export const BOTTOM_PADDING = 40;

/** The width of a line number, and the space after a line's text, in px. */
export const GUTTER = 64;
export const MARGIN = 24;
