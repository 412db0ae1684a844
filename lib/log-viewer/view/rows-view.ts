import type { RowMap } from "@/lib/log-viewer/engine/lines/row-map";
import { barOf } from "@/lib/log-viewer/engine/lines/scroll-scale";
import { AutoScroll } from "./auto-scroll";
import { columnWidth } from "./column-width";
import { DrawnRows } from "./drawn-rows";
import { RowsPlace } from "./row-layout";
import { FOOT, GUTTER, HEAD, LINE, MARGIN, type RowsViewInput } from "./rows-input";
import { ScrollBar } from "./scroll-bar";
import { StickyHeader } from "./sticky-header";
import type { WrappedRows } from "./wrapped-rows";

/** Rows drawn beyond the view, so that scrolling finds them there. */
const OVERSCAN = 24;

/**
 * Draws the rows in view and keeps the place. What is in view never moves but by the reader's hand, or to the end
 * while it is followed.
 */
export class RowsView {
  readonly hand: AutoScroll;
  readonly place: RowsPlace;
  readonly #input: RowsViewInput;
  readonly #rows: DrawnRows;
  readonly #stuck: StickyHeader;
  readonly #resize: ResizeObserver;
  readonly #bar: ScrollBar;
  #column = 8;

  constructor(input: RowsViewInput) {
    this.#input = input;
    this.#rows = new DrawnRows(input.layer, input.foot, input.source);
    this.place = new RowsPlace(this.#rows, input.highest);
    this.#bar = new ScrollBar(input.scroller, input.content);
    this.#stuck = new StickyHeader(input.stuck, this.#rows);
    this.hand = new AutoScroll(input.scroller, {
      atEnd: () => this.place.atEnd,
      changed: () => {
        input.onFollow();
        this.#scrolled();
        this.draw();
      },
    });
    input.scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#resize = new ResizeObserver(() => this.#measure());
    // Called before the first paint too, when the browser has laid out anyway.
    this.#resize.observe(input.scroller);
  }

  end(): void {
    this.#rows.clear();
    this.#bar.rest();
    this.#resize.disconnect();
    this.hand.end();
    this.#input.scroller.removeEventListener("scroll", this.#onScroll);
  }

  /** Index of the section at the top of the view; -1 for none. */
  get sectionAtTop(): number {
    const row = this.place.topRow;
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
    this.place.update(map, !this.hand.following);
    this.draw();
  }

  wrap(on: boolean): void {
    this.place.wrap(on);
    this.draw();
  }

  /** Brings a row into view; `start` is at its top, or under the head that sticks there. */
  goTo(row: number, align: "start" | "center"): void {
    const { map, view, wrapped } = this.place;
    const head = map.at(row).kind === "head";
    const below = align === "center" ? (view - LINE) / 2 : map.headed && !head ? HEAD : 0;
    this.place.goTo(row, below);
    if (wrapped) {
      // Only when the rows above are drawn it is known how far up the view begins.
      this.draw();
      wrapped.move(map, -below);
    }
    this.draw();
  }

  /** Draws what is in view and puts the scroll bar where it belongs, unless a hand moves it. */
  draw(): void {
    if (this.place.view === 0) return;
    const { following } = this.hand;
    if (following) this.place.toEnd();
    this.#paint(following || this.place.isDirect);
    this.#settle();
  }

  #show(from: number, to: number): void {
    const { map } = this.place;
    const first = Math.max(0, from);
    const last = Math.min(map.length, to);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => map.at(first + index));
    this.#input.want(rows.flatMap((row) => (row.kind === "line" ? [row.line] : [])));
    this.#rows.show(rows, last === map.length);
  }

  /** Draws the rows; `put`: and puts the bar where it belongs. */
  #paint(put = false): void {
    const { map, top, view, heights, wrapped, firstRow } = this.place;
    if (wrapped) {
      this.#paintWrapped(wrapped, put);
      return;
    }
    // At the end nobody scrolls: what is not seen is not drawn for every new line.
    const first = Math.max(0, firstRow - (this.hand.following ? 2 : OVERSCAN));
    this.#show(first, map.rowAt(top + view, heights) + OVERSCAN);
    if (put) this.#bar.at = barOf(top, this.place.scale);
    this.#lay(top - map.topOf(first, heights));
  }

  /** Draws first, since only then it is known how high the rows are. */
  #paintWrapped(wrapped: WrappedRows, put: boolean): void {
    const { place } = this;
    const { map, view } = place;
    // Near the end it is drawn from further up, since the end comes to stand at the bottom.
    const first = Math.max(0, Math.min(wrapped.row, map.length - place.rowsInView) - OVERSCAN);
    const last = Math.min(map.length, wrapped.row + place.rowsInView + OVERSCAN);
    this.#show(first, last);
    wrapped.measure(map, first, last);
    const beyond = wrapped.offset(map) + view - FOOT - this.#input.layer.offsetHeight;
    if (last === map.length && beyond > 0) wrapped.move(map, -beyond);
    const atEnd = last === map.length && beyond >= 0;
    place.top = wrapped.top(map);
    if (atEnd) place.top = Math.max(0, place.scale.rows - view);
    if (put || atEnd) this.#bar.at = barOf(place.top, place.scale);
    this.#lay(wrapped.offset(map));
  }

  /** Puts the layer so that the view begins `offset` px below its top. */
  #lay(offset: number): void {
    const { style } = this.#input.layer;
    style.transform = `translateY(${this.#bar.at - offset}px)`;
    // Never narrower again: when a long line leaves, the others must not be pulled sideways.
    const wide = GUTTER + MARGIN + Math.ceil(this.#rows.columns * this.#column);
    style.width = this.place.wrapped ? "100%" : `${wide}px`;
    this.#stuck.draw(this.place.map, this.sectionAtTop, this.#untilNext(offset));
    this.#bar.write(this.place.scale);
    this.#input.onPlace();
  }

  /** How many px below the top of the view the next head begins. */
  #untilNext(offset: number): number {
    const { map, firstRow, wrapped, heights, top } = this.place;
    const next = map.headOf(this.sectionAtTop + 1);
    if (next <= firstRow) return HEAD;
    if (!wrapped) return map.topOf(next, heights) - top;
    return next > firstRow + 2 ? HEAD : (this.#rows.element(map.at(next))?.offsetTop ?? 0) - offset;
  }

  #measure(): void {
    const { scroller, layer, stuck } = this.#input;
    this.#scrolled();
    this.place.view = scroller.clientHeight;
    this.#column = columnWidth(scroller);
    for (const each of [layer, stuck]) each.style.setProperty("--view", `${scroller.clientWidth}px`);
    this.draw();
  }

  /** Goes along with what was scrolled since it was last looked; a place of our own would undo it. Gives the px. */
  #scrolled(): number {
    const moved = this.#bar.moved();
    if (moved !== 0) this.place.scroll(moved, this.#bar.at, this.hand.onBar);
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
    if (this.place.isDirect) this.#bar.rest();
    else
      this.#bar.settle(this.place.top, this.place.scale, scrolled, () => {
        if (!this.hand.onBar) this.#paint(true);
      });
  }
}
