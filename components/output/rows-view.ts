import { type Row, RowMap } from "@/lib/output/row-map";
import { barOf, HIGHEST, lastTop, type Scale, topOfBar } from "@/lib/output/scroll-scale";
import { columnWidth } from "./column-width";
import { DrawnRows } from "./drawn-rows";
import { FollowHand } from "./follow-hand";
import { GUTTER, HEAD, LINE, MARGIN, type RowsViewInput } from "./rows-input";
import { ScrollBar } from "./scroll-bar";
import { StuckHead } from "./stuck-head";
import { WrappedRows } from "./wrapped-rows";

/** The chip never covers the last line. */
const FOOT = 40;
/** Rows drawn beyond the view, so that scrolling finds them there. */
const OVERSCAN = 24;

/**
 * Draws the rows in view and keeps the place. `#top` is how far down all rows are gone; where they are higher than
 * an element may be, the scroll bar stands for a part of the way: a wheel moves pixels, a drag moves the part.
 * What is in view never moves but by the reader's hand, or to the end while it is followed.
 */
export class RowsView {
  readonly hand: FollowHand;
  readonly #input: RowsViewInput;
  readonly #rows: DrawnRows;
  readonly #stuck: StuckHead;
  readonly #resize: ResizeObserver;
  readonly #bar: ScrollBar;
  #wrapped: WrappedRows | null = null;
  #map = new RowMap({ sections: [], count: 0, folded: new Set(), only: null });
  #top = 0;
  #view = 0;
  #column = 8;

  constructor(input: RowsViewInput) {
    this.#input = input;
    this.#rows = new DrawnRows(input.layer, input.foot, input.source);
    this.#bar = new ScrollBar(input.scroller, input.content);
    this.#stuck = new StuckHead(input.stuck, this.#rows);
    this.hand = new FollowHand(input.scroller, {
      atEnd: () => this.#top >= lastTop(this.#scale) - LINE / 2,
      changed: () => {
        input.onFollow();
        this.#scrolled();
        this.draw();
      },
    });
    input.scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#resize = new ResizeObserver(() => this.#measure());
    this.#resize.observe(input.scroller);
    this.#measure();
  }

  end(): void {
    this.#bar.rest();
    this.#resize.disconnect();
    this.hand.end();
    this.#input.scroller.removeEventListener("scroll", this.#onScroll);
  }

  get map(): RowMap {
    return this.#map;
  }

  /** The row at the top of the view. */
  get topRow(): Row {
    return this.#map.at(this.#firstRow);
  }

  /** How many rows the view holds. */
  get rowsInView(): number {
    return Math.ceil(this.#view / LINE) + 1;
  }

  /** Index of the section at the top of the view; -1 for none. */
  get sectionAtTop(): number {
    const row = this.topRow;
    return row.kind === "head" ? row.section : this.#input.holding(row.line);
  }

  /** Draws the heads again: the time of the section that runs goes on. */
  tick(): void {
    this.#rows.tick();
  }

  /** These lines stay as elements when they leave the view: a selection ends in them. */
  pin(lines: readonly number[]): void {
    this.#rows.pinned = new Set(lines);
  }

  /** Other rows: more lines, folded sections, a filter. The row at the top stays where it is. */
  update(map: RowMap): void {
    if (!this.hand.following) this.#scrolled();
    const top = this.topRow;
    const within = this.#top - this.#map.topOf(this.#firstRow, this.#heights);
    const stays = this.#map.length > 0 && !this.hand.following;
    this.#map = map;
    if (stays) {
      const row = top.kind === "line" ? map.rowOf(top.line) : map.headOf(top.section);
      if (this.#wrapped) this.#wrapped.row = row;
      else this.#top = Math.min(map.topOf(row, this.#heights) + within, lastTop(this.#scale));
    }
    this.draw();
  }

  wrap(on: boolean): void {
    const row = this.#firstRow;
    this.#wrapped = on ? new WrappedRows(this.#rows) : null;
    if (this.#wrapped) this.#wrapped.goTo(row);
    else this.#top = this.#map.topOf(row, this.#heights);
    this.draw();
  }

  /** Brings a row into view; `start` is at its top, or under the head that sticks there. */
  goTo(row: number, align: "start" | "center"): void {
    const head = this.#map.at(row).kind === "head";
    const above = align === "center" ? (this.#view - LINE) / 2 : this.#map.headed && !head ? HEAD : 0;
    if (this.#wrapped) {
      this.#wrapped.goTo(row);
      this.draw();
      this.#wrapped.move(this.#map, -above);
    } else {
      const top = this.#map.topOf(row, this.#heights) - above;
      this.#top = Math.min(Math.max(0, Math.round(top)), lastTop(this.#scale));
    }
    this.draw();
  }

  /** Draws what is in view and puts the scroll bar where it belongs, unless a hand moves it. */
  draw(): void {
    const { following } = this.hand;
    if (following) {
      this.#top = lastTop(this.#scale);
      this.#wrapped?.goTo(Math.max(0, this.#map.length - 1));
    }
    this.#paint(following || this.#isDirect);
    this.#settle();
  }

  get #heights(): { line: number; head: number } {
    return this.#wrapped?.heights ?? { line: LINE, head: HEAD };
  }

  get #firstRow(): number {
    return this.#wrapped
      ? Math.min(this.#wrapped.row, this.#map.length)
      : this.#map.rowAt(this.#top, this.#heights);
  }

  get #scale(): Scale {
    const rows = this.#map.topOf(this.#map.length, this.#heights) + (this.#map.length > 0 ? FOOT : 0);
    return { rows, view: this.#view, highest: this.#input.highest ?? HIGHEST };
  }

  get #isDirect(): boolean {
    const { rows, highest } = this.#scale;
    return rows <= highest && !this.#wrapped;
  }

  #show(from: number, to: number): void {
    const first = Math.max(0, from);
    const last = Math.min(this.#map.length, to);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => this.#map.at(first + index));
    this.#input.want(rows.flatMap((row) => (row.kind === "line" ? [row.line] : [])));
    this.#rows.show(rows, last === this.#map.length);
  }

  /** Draws the rows; `put`: and puts the bar where it belongs. */
  #paint(put = false): void {
    if (this.#wrapped) {
      this.#paintWrapped(this.#wrapped, put);
      return;
    }
    const first = Math.max(0, this.#firstRow - OVERSCAN);
    this.#show(first, this.#map.rowAt(this.#top + this.#view, this.#heights) + OVERSCAN);
    if (put) this.#bar.at = barOf(this.#top, this.#scale);
    this.#place(this.#top - this.#map.topOf(first, this.#heights));
  }

  /** Draws first, since only then it is known how high the rows are. */
  #paintWrapped(wrapped: WrappedRows, put: boolean): void {
    const { layer } = this.#input;
    // Near the end it is drawn from further up, since the end comes to stand at the bottom.
    const first = Math.max(0, Math.min(wrapped.row, this.#map.length - this.rowsInView) - OVERSCAN);
    const last = Math.min(this.#map.length, wrapped.row + this.rowsInView + OVERSCAN);
    this.#show(first, last);
    wrapped.measure(this.#map, first, last);
    const beyond = wrapped.offset(this.#map) + this.#view - FOOT - layer.offsetHeight;
    if (last === this.#map.length && beyond > 0) wrapped.move(this.#map, -beyond);
    const atEnd = last === this.#map.length && beyond >= 0;
    this.#top = atEnd ? lastTop(this.#scale) : wrapped.top(this.#map);
    if (put || atEnd) this.#bar.at = barOf(this.#top, this.#scale);
    this.#place(wrapped.offset(this.#map));
  }

  /** Puts the layer so that the view begins `offset` px below its top. */
  #place(offset: number): void {
    const { style } = this.#input.layer;
    style.transform = `translateY(${this.#bar.at - offset}px)`;
    // Never narrower again: when a long line leaves, the others must not be pulled sideways.
    style.width = this.#wrapped
      ? "100%"
      : `${GUTTER + MARGIN + Math.ceil(this.#rows.columns * this.#column)}px`;
    this.#stuck.draw(this.#map, this.sectionAtTop, this.#untilNext(offset));
    this.#bar.write(this.#scale);
    this.#input.onPlace();
  }

  /** How many px below the top of the view the next head begins. */
  #untilNext(offset: number): number {
    const next = this.#map.headOf(this.sectionAtTop + 1);
    if (next <= this.#firstRow) return HEAD;
    if (!this.#wrapped) return this.#map.topOf(next, this.#heights) - this.#top;
    return next > this.#firstRow + 2
      ? HEAD
      : (this.#rows.element(this.#map.at(next))?.offsetTop ?? 0) - offset;
  }

  #measure(): void {
    const { scroller, layer, stuck } = this.#input;
    this.#scrolled();
    this.#view = scroller.clientHeight;
    this.#column = columnWidth(scroller);
    for (const each of [layer, stuck]) each.style.setProperty("--view", `${scroller.clientWidth}px`);
    this.draw();
  }

  /** Goes along with what was scrolled since it was last looked; a place of our own would undo it. Gives the px. */
  #scrolled(): number {
    const moved = this.#bar.moved();
    if (moved === 0) return 0;
    const jumped = this.hand.onBar || Math.abs(moved) > 3 * this.#view;
    if (this.#isDirect || jumped) {
      this.#top = topOfBar(this.#bar.at, this.#scale);
      this.#wrapped?.goTo(this.#map.rowAt(this.#top, this.#heights));
    } else if (this.#wrapped) this.#wrapped.move(this.#map, moved);
    else this.#top = Math.min(Math.max(0, this.#top + moved), lastTop(this.#scale));
    return moved;
  }

  readonly #onScroll = () => {
    const moved = this.#scrolled();
    if (moved === 0) return;
    this.hand.scrolled(moved);
    if (this.hand.following) this.draw();
    else this.#paint();
    this.#settle(true);
  };

  #settle(scrolled = false): void {
    if (this.#isDirect) {
      this.#bar.rest();
      return;
    }
    this.#bar.settle(this.#top, this.#scale, scrolled, () => {
      if (this.hand.onBar) return;
      this.#paint(true);
    });
  }
}
