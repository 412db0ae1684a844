import type { RowMap } from "@/lib/log-viewer/engine/lines/row-map";
import type { DrawnRows } from "./drawn-rows";
import { headRow } from "./row-elements";
import { HEAD } from "./rows-input";

/** The head of the section at the top of the view; the next head pushes it out as a native sticky head. */
export class StickyHeader {
  readonly #box: HTMLElement;
  readonly #rows: DrawnRows;
  readonly #head = headRow(0);

  constructor(box: HTMLElement, rows: DrawnRows) {
    this.#box = box;
    this.#rows = rows;
    box.replaceChildren(this.#head);
  }

  /** `until`: the distance in px from the top of the view to the next head. */
  draw(map: RowMap, section: number, until: number): void {
    this.#box.hidden = section < 0 || !map.headed;
    if (this.#box.hidden) return;
    this.#head.dataset.section = String(section);
    this.#rows.renderHead(this.#head, section);
    this.#box.style.transform = `translateY(${Math.min(0, until - HEAD)}px)`;
  }
}
