import type { DrawnLine } from "@/lib/output/line-rows";
import type { Row } from "@/lib/output/row-map";
import { drawHead, drawLine, headRow, type LineLook, lineRow, type SectionTime } from "./row-elements";
import type { SectionFact } from "./worker-messages";

/** What is needed to draw rows. */
export type RowSource = {
  line(line: number): DrawnLine | undefined;
  lookOf(line: number): LineLook;
  section(index: number): SectionFact | undefined;
  timeOf(index: number): SectionTime;
  isFolded(section: SectionFact): boolean;
};

/** So many columns the longest line had that was drawn, a wide character counted as two. */
const columnsOf = (line: DrawnLine) =>
  line.runs.reduce((sum, { text }) => sum + text.length + (isAscii(text) ? 0 : text.length), 0) +
  (line.before + line.after > 0 ? BUTTONS : 0);
const BUTTONS = 80;
const isAscii = (text: string) => /^[\t -~]*$/.test(text);

type Drawn = { element: HTMLElement; order: number; line: DrawnLine | undefined; look: string };

/**
 * The rows in view as elements, in order, each made once and kept while it stays in view: a selection in them
 * survives new lines. Rows that hold an end of the selection stay when they leave the view, without a height.
 */
export class DrawnRows {
  readonly layer: HTMLElement;
  /** Lines that must not be taken away. */
  pinned: ReadonlySet<number> = new Set();
  /** Stands under the last line. */
  readonly foot: HTMLElement;
  /** The most columns that a line had. */
  columns = 0;
  readonly #source: RowSource;
  readonly #orders = new WeakMap<Node, number>();
  #rows = new Map<string, Drawn>();
  #now = Date.now();

  constructor(layer: HTMLElement, foot: HTMLElement, source: RowSource) {
    this.layer = layer;
    this.foot = foot;
    this.#source = source;
    this.#orders.set(foot, Number.POSITIVE_INFINITY);
  }

  /** Shows these rows and no others; the foot under them when they are the last. */
  show(rows: readonly Row[], last: boolean): void {
    this.foot.hidden = !last;
    const next = new Map<string, Drawn>();
    let place: ChildNode | null = this.layer.firstChild;
    for (const row of rows) {
      const key = keyOf(row);
      const drawn = this.#rows.get(key) ?? this.#make(row);
      this.#rows.delete(key);
      next.set(key, drawn);
      while (place && (this.#orders.get(place) ?? 0) < drawn.order) place = place.nextSibling;
      if (place === drawn.element) place = place.nextSibling;
      else this.layer.insertBefore(drawn.element, place);
      drawn.element.classList.remove("o-pinned");
      this.#draw(row, drawn);
    }
    for (const [key, drawn] of this.#rows) {
      const { line } = drawn.element.dataset;
      if (line !== undefined && this.pinned.has(Number(line))) {
        drawn.element.classList.add("o-pinned");
        next.set(key, drawn);
      } else drawn.element.remove();
    }
    this.#rows = next;
  }

  element(row: Row): HTMLElement | undefined {
    return this.#rows.get(keyOf(row))?.element;
  }

  /** Draws the heads again: the time of the section that runs goes on. */
  tick(): void {
    this.#now = Date.now();
    for (const { element } of this.#rows.values()) {
      if (element.dataset.section) this.drawHead(element, Number(element.dataset.section));
    }
  }

  drawHead(element: HTMLElement, index: number): void {
    const section = this.#source.section(index);
    if (!section) return;
    const { timeOf, isFolded } = this.#source;
    drawHead(element, section, timeOf(index), isFolded(section), this.#now);
  }

  #make(row: Row): Drawn {
    const element = row.kind === "head" ? headRow(row.section) : lineRow(row.line);
    const order = row.kind === "head" ? 2 * (this.#source.section(row.section)?.line ?? 0) : 2 * row.line + 1;
    this.#orders.set(element, order);
    return { element, order, line: undefined, look: "" };
  }

  #draw(row: Row, drawn: Drawn): void {
    if (row.kind === "head") {
      this.drawHead(drawn.element, row.section);
      return;
    }
    const look = this.#source.lookOf(row.line);
    const line = this.#source.line(row.line);
    const key = `${look.tone}${look.wrap}${look.current}`;
    if (drawn.look === key && (line === drawn.line || line === undefined)) return;
    if (line) this.columns = Math.max(this.columns, columnsOf(line));
    drawLine(drawn.element, line ?? drawn.line, look);
    drawn.line = line ?? drawn.line;
    drawn.look = key;
  }
}

function keyOf(row: Row): string {
  return row.kind === "head" ? `h${row.section}` : `l${row.line}`;
}
