import type { RowMap } from "@/lib/output/row-map";
import type { DrawnRows } from "./drawn-rows";
import { headRow } from "./row-elements";
import { HEAD } from "./rows-input";

/** The head of the section at the top stays there, pushed out by the next one as a native sticky head would be. */
export class StuckHead {
  readonly #box: HTMLElement;
  readonly #rows: DrawnRows;
  readonly #head = headRow(0);

  constructor(box: HTMLElement, rows: DrawnRows) {
    this.#box = box;
    this.#rows = rows;
    box.replaceChildren(this.#head);
  }

  /** `offset`: how far below the top of the drawn rows the view begins, in px. */
  draw(map: RowMap, section: number, firstRow: number, offset: number): void {
    this.#box.hidden = section < 0 || !map.headed;
    if (this.#box.hidden) return;
    this.#head.dataset.section = String(section);
    this.#rows.drawHead(this.#head, section);
    let push = 0;
    for (let row = firstRow + 1; row <= firstRow + 2 && row < map.length; row += 1) {
      const at = map.at(row);
      const element = at.kind === "head" ? this.#rows.element(at) : undefined;
      if (element) push = Math.min(push, element.offsetTop - offset - HEAD);
    }
    this.#box.style.transform = `translateY(${push}px)`;
  }
}
