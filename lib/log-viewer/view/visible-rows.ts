import { serverNow } from "@/lib/client/clock";
import type { ShownLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { Row } from "@/lib/log-viewer/engine/lines/row-map";
import type { SectionFact } from "@/lib/log-viewer/worker/messages";
import {
  bindRow,
  headRow,
  type LineStyle,
  lineRow,
  renderHead,
  renderRow,
  type SectionTime,
  styleRow,
} from "./row-elements";

/** The data of the rows. */
export type RowSource = {
  line(line: number): ShownLine | undefined;
  lineStyle(line: number): LineStyle;
  section(index: number): SectionFact | undefined;
  timeOf(index: number): SectionTime;
  isFolded(section: SectionFact): boolean;
};

/** Returns an upper bound of a line's columns: a character that is not ASCII counts as two. */
function columnsOf(line: ShownLine): number {
  let columns = 0;
  for (const { text } of line.runs) {
    for (const [index, part] of text.split("\t").entries()) {
      if (index > 0) columns = (Math.floor(columns / TAB) + 1) * TAB;
      columns += /^[ -~]*$/.test(part) ? part.length : part.length * 2;
    }
  }
  return columns + (line.before + line.after > 0 ? BUTTONS : 0);
}
const BUTTONS = 80;
/** Equal to `tab-size` in output.css. */
const TAB = 8;

type Rendered = {
  element: HTMLElement;
  order: number;
  line: ShownLine | undefined;
  styleKey: string;
  current: number;
};

/**
 * The rows in view as elements, in order. An element stays the same while its row is in view, so that a selection
 * survives new lines. Rows with an end of the selection stay out of view, without height.
 */
export class VisibleRows {
  readonly layer: HTMLElement;
  /** Lines whose elements must stay. */
  pinned: ReadonlySet<number> = new Set();
  /** The element below the last line. */
  readonly foot: HTMLElement;
  /** The maximum number of columns of all lines so far. */
  columns = 0;
  readonly #source: RowSource;
  readonly #orders = new WeakMap<Node, number>();
  #rows = new Map<string, Rendered>();
  #now = serverNow();

  constructor(layer: HTMLElement, foot: HTMLElement, source: RowSource) {
    this.layer = layer;
    this.foot = foot;
    this.#source = source;
    this.#orders.set(foot, Number.POSITIVE_INFINITY);
  }

  /** Shows exactly these rows; with `last`, also the foot. */
  show(rows: readonly Row[], last: boolean): void {
    this.foot.hidden = !last;
    const keys = rows.map(keyOf);
    const used = this.#leave(new Set(keys));
    const next = new Map<string, Rendered>();
    let place: ChildNode | null = this.layer.firstChild;
    rows.forEach((row, index) => {
      const key = keys[index] ?? "";
      const rendered = this.#rows.get(key) ?? this.#make(row, used);
      this.#rows.delete(key);
      next.set(key, rendered);
      while (place && (this.#orders.get(place) ?? 0) < rendered.order) place = place.nextSibling;
      if (place === rendered.element) place = place.nextSibling;
      else this.layer.insertBefore(rendered.element, place);
      rendered.element.classList.remove("o-pinned");
      this.#render(row, rendered);
    });
    for (const { element } of used) element.remove();
    for (const [key, rendered] of this.#rows) {
      rendered.element.classList.add("o-pinned");
      next.set(key, rendered);
    }
    this.#rows = next;
  }

  /** Removes all rows, so that another view may use the layer. */
  clear(): void {
    for (const { element } of this.#rows.values()) element.remove();
    this.#rows.clear();
  }

  element(row: Row): HTMLElement | undefined {
    return this.#rows.get(keyOf(row))?.element;
  }

  /** Renders the heads again, to update the time of the running section. */
  tick(): void {
    this.#now = serverNow();
    for (const { element } of this.#rows.values()) {
      if (element.dataset.section) this.renderHead(element, Number(element.dataset.section));
    }
  }

  renderHead(element: HTMLElement, index: number): void {
    const section = this.#source.section(index);
    if (!section) return;
    const { timeOf, isFolded } = this.#source;
    renderHead(element, section, timeOf(index), isFolded(section), this.#now);
  }

  /** Removes the rows that do not stay, and returns those of lines, in order, for reuse. Pinned rows stay. */
  #leave(stays: ReadonlySet<string>): Rendered[] {
    const used: Rendered[] = [];
    for (const [key, rendered] of this.#rows) {
      const { line } = rendered.element.dataset;
      if (stays.has(key) || (line !== undefined && this.pinned.has(Number(line)))) continue;
      this.#rows.delete(key);
      if (line === undefined) rendered.element.remove();
      else used.push(rendered);
    }
    return used;
  }

  #make(row: Row, used: Rendered[]): Rendered {
    if (row.kind === "head") {
      const order = 2 * (this.#source.section(row.section)?.line ?? 0);
      const rendered = { element: headRow(row.section), order, line: undefined, styleKey: "", current: -1 };
      this.#orders.set(rendered.element, order);
      return rendered;
    }
    const { element, styleKey } = used.shift() ?? { element: lineRow(), styleKey: "" };
    const order = 2 * row.line + 1;
    bindRow(element, row.line);
    this.#orders.set(element, order);
    return { element, order, line: undefined, styleKey, current: -1 };
  }

  #render(row: Row, rendered: Rendered): void {
    if (row.kind === "head") {
      this.renderHead(rendered.element, row.section);
      return;
    }
    const style = this.#source.lineStyle(row.line);
    const line = this.#source.line(row.line) ?? rendered.line;
    const styleKey = `${style.tone} ${style.wrap} ${row.line > 99_998}`;
    if (rendered.styleKey !== styleKey) styleRow(rendered.element, style);
    rendered.styleKey = styleKey;
    if (!line || (line === rendered.line && style.current === rendered.current)) return;
    this.columns = Math.max(this.columns, columnsOf(line));
    renderRow(rendered.element, line, style);
    rendered.line = line;
    rendered.current = style.current;
  }
}

function keyOf(row: Row): string {
  return row.kind === "head" ? `h${row.section}` : `l${row.line}`;
}
