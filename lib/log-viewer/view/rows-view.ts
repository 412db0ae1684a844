import type { RowMap } from "@/lib/log-viewer/engine/lines/row-map";
import { barOf } from "@/lib/log-viewer/engine/lines/scroll-scale";
import { AutoScroll } from "./auto-scroll";
import { headRow } from "./row-elements";
import {
  BOTTOM_PADDING,
  GUTTER,
  HEAD,
  LINE,
  MARGIN,
  RowLayout,
  type RowsViewInput,
  type WrappedRows,
} from "./row-layout";
import { ScrollBar } from "./scroll-bar";
import { VisibleRows } from "./visible-rows";

/** The number of rows rendered beyond the view. */
const OVERSCAN = 24;

/**
 * Renders the rows in view and keeps the scroll position, which changes only by user input, or to the end while it is
 * followed.
 */
export class RowsView {
  readonly autoScroll: AutoScroll;
  readonly layout: RowLayout;
  readonly #input: RowsViewInput;
  readonly #rows: VisibleRows;
  readonly #sticky: StickyHeader;
  readonly #resize: ResizeObserver;
  readonly #bar: ScrollBar;
  #column = 8;

  constructor(input: RowsViewInput) {
    this.#input = input;
    this.#rows = new VisibleRows(input.layer, input.foot, input.source);
    this.layout = new RowLayout(this.#rows, input.maxHeight);
    this.#bar = new ScrollBar(input.scroller, input.content);
    this.#sticky = new StickyHeader(input.sticky, this.#rows);
    this.autoScroll = new AutoScroll(input.scroller, {
      atEnd: () => this.layout.atEnd,
      changed: () => {
        input.onFollow();
        this.#scrolled();
        this.render();
      },
    });
    input.scroller.addEventListener("scroll", this.#onScroll, { passive: true });
    this.#resize = new ResizeObserver(() => this.#measure());
    // Also called before the first paint, when layout is done anyway.
    this.#resize.observe(input.scroller);
  }

  end(): void {
    this.#rows.clear();
    this.#bar.cancel();
    this.#resize.disconnect();
    this.autoScroll.end();
    this.#input.scroller.removeEventListener("scroll", this.#onScroll);
  }

  /** The index of the section at the top of the view, or -1. */
  get sectionAtTop(): number {
    const row = this.layout.topRow;
    return row.kind === "head" ? row.section : this.#input.sectionIndexAt(row.line);
  }

  /** Renders the heads again, to update the time of the running section. */
  tick(): void {
    this.#rows.tick();
  }

  /** Keeps the elements of these lines even when they are scrolled out of view: a selection ends in them. */
  pin(lines: readonly number[]): void {
    this.#rows.pinned = new Set(lines);
  }

  /** Replaces the rows: more lines, folded sections, a filter. The row at the top stays there. */
  update(map: RowMap): void {
    if (!this.autoScroll.following) this.#scrolled();
    this.layout.update(map, !this.autoScroll.following);
    this.render();
  }

  wrap(on: boolean): void {
    this.layout.wrap(on);
    this.render();
  }

  /** Brings a row into view. `start`: at the top, or under the sticky head. */
  goTo(row: number, align: "start" | "center"): void {
    const { map, view, wrapped } = this.layout;
    const head = map.at(row).kind === "head";
    const below = align === "center" ? (view - LINE) / 2 : map.headed && !head ? HEAD : 0;
    this.layout.goTo(row, below);
    if (wrapped) {
      // The rows above have known heights only after they are rendered.
      this.render();
      wrapped.move(map, -below);
    }
    this.render();
  }

  /** Renders the rows in view and sets the scroll bar, unless the user moves it. */
  render(): void {
    if (this.layout.view === 0) return;
    const { following } = this.autoScroll;
    if (following) this.layout.toEnd();
    this.#paint(following || this.layout.isDirect);
    this.#settle();
  }

  #show(from: number, to: number): void {
    const { map } = this.layout;
    const first = Math.max(0, from);
    const last = Math.min(map.length, to);
    const rows = Array.from({ length: Math.max(0, last - first) }, (_, index) => map.at(first + index));
    this.#input.request(rows.flatMap((row) => (row.kind === "line" ? [row.line] : [])));
    this.#rows.show(rows, last === map.length);
  }

  /** Renders the rows; with `put`, also sets the scroll bar. */
  #paint(put = false): void {
    const { map, top, view, heights, wrapped, firstRow } = this.layout;
    if (wrapped) {
      this.#paintWrapped(wrapped, put);
      return;
    }
    // While the end is followed, hidden rows above are not rendered for every new line.
    const first = Math.max(0, firstRow - (this.autoScroll.following ? 2 : OVERSCAN));
    this.#show(first, map.rowAt(top + view, heights) + OVERSCAN);
    if (put) this.#bar.at = barOf(top, this.layout.scale);
    this.#lay(top - map.topOf(first, heights));
  }

  /** Renders first, because the heights of the rows are unknown before. */
  #paintWrapped(wrapped: WrappedRows, put: boolean): void {
    const { layout } = this;
    const { map, view } = layout;
    // Near the end, rows further up are rendered, because the end moves to the bottom of the view.
    const first = Math.max(0, Math.min(wrapped.row, map.length - layout.rowsInView) - OVERSCAN);
    const last = Math.min(map.length, wrapped.row + layout.rowsInView + OVERSCAN);
    this.#show(first, last);
    wrapped.measure(map, first, last);
    const beyond = wrapped.offset(map) + view - BOTTOM_PADDING - this.#input.layer.offsetHeight;
    if (last === map.length && beyond > 0) wrapped.move(map, -beyond);
    const atEnd = last === map.length && beyond >= 0;
    layout.top = wrapped.top(map);
    if (atEnd) layout.top = Math.max(0, layout.scale.rows - view);
    if (put || atEnd) this.#bar.at = barOf(layout.top, layout.scale);
    this.#lay(wrapped.offset(map));
  }

  /** Moves the layer so that the view starts `offset` px below its top. */
  #lay(offset: number): void {
    const { style } = this.#input.layer;
    style.transform = `translateY(${this.#bar.at - offset}px)`;
    // Never narrower again, so that the other lines do not shift when a long line leaves.
    const wide = GUTTER + MARGIN + Math.ceil(this.#rows.columns * this.#column);
    style.width = this.layout.wrapped ? "100%" : `${wide}px`;
    this.#sticky.render(this.layout.map, this.sectionAtTop, this.#untilNext(offset));
    this.#bar.write(this.layout.scale);
    this.#input.onPositionChange();
  }

  /** Returns the distance in px from the top of the view to the next head. */
  #untilNext(offset: number): number {
    const { map, firstRow, wrapped, heights, top } = this.layout;
    const next = map.headOf(this.sectionAtTop + 1);
    if (next <= firstRow) return HEAD;
    if (!wrapped) return map.topOf(next, heights) - top;
    return next > firstRow + 2 ? HEAD : (this.#rows.element(map.at(next))?.offsetTop ?? 0) - offset;
  }

  #measure(): void {
    const { scroller, layer, sticky } = this.#input;
    this.#scrolled();
    this.layout.view = scroller.clientHeight;
    this.#column = columnWidth(scroller);
    for (const each of [layer, sticky]) each.style.setProperty("--view", `${scroller.clientWidth}px`);
    this.render();
  }

  /** Applies the scrolling since the last call, before a new position would overwrite it. Returns it in px. */
  #scrolled(): number {
    const moved = this.#bar.moved();
    if (moved !== 0) this.layout.scroll(moved, this.#bar.at, this.autoScroll.draggingBar);
    return moved;
  }

  readonly #onScroll = () => {
    const moved = this.#scrolled();
    if (moved === 0) return;
    this.autoScroll.scrolled(moved);
    if (this.autoScroll.following) this.render();
    else this.#paint();
    this.#settle(true);
  };

  #settle(scrolled = false): void {
    if (this.layout.isDirect) this.#bar.cancel();
    else
      this.#bar.settle(this.layout.top, this.layout.scale, scrolled, () => {
        if (!this.autoScroll.draggingBar) this.#paint(true);
      });
  }
}

/** Returns the width of a character of the monospaced font in this element, in px. */
function columnWidth(element: HTMLElement): number {
  const probe = document.createElement("span");
  probe.className = "absolute whitespace-pre";
  probe.textContent = "x".repeat(100);
  element.append(probe);
  const { width } = probe.getBoundingClientRect();
  probe.remove();
  return width / 100;
}

/** The head of the section at the top of the view; the next head pushes it out as a native sticky head. */
class StickyHeader {
  readonly #box: HTMLElement;
  readonly #rows: VisibleRows;
  readonly #head = headRow(0);

  constructor(box: HTMLElement, rows: VisibleRows) {
    this.#box = box;
    this.#rows = rows;
    box.replaceChildren(this.#head);
  }

  /** `until`: the distance in px from the top of the view to the next head. */
  render(map: RowMap, section: number, until: number): void {
    this.#box.hidden = section < 0 || !map.headed;
    if (this.#box.hidden) return;
    this.#head.dataset.section = String(section);
    this.#rows.renderHead(this.#head, section);
    this.#box.style.transform = `translateY(${Math.min(0, until - HEAD)}px)`;
  }
}
