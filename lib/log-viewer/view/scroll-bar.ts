import { lastTop, type Scale, scrolledHeight } from "@/lib/log-viewer/engine/lines/scroll-scale";

/** After this long without scrolling the bar is put where it belongs. In ms. */
const SETTLED = 140;

/** The native scroll bar of a view: where it stands, and when it is put where it belongs. */
export class ScrollBar {
  /** Where it stands, in px. */
  at = 0;
  #height = -1;
  #written = 0;
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** `content` is given the height that is scrolled. */
  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    this.#content = content;
  }

  /** Gives the content its height, and puts the bar where `at` says. Last of all, since it makes the browser lay out. */
  write(scale: Scale): void {
    const height = scrolledHeight(scale);
    if (height !== this.#height) this.#content.style.height = `${height}px`;
    this.#height = height;
    if (this.at !== this.#written) this.#scroller.scrollTop = this.at;
    this.#written = this.at;
  }

  /** By how many px it was moved since it was asked or written. */
  moved(): number {
    const now = this.#scroller.scrollTop;
    const by = now - this.at;
    // Where a pixel of the page is none of the screen, a place is rounded.
    if (Math.abs(by) < 1) return 0;
    this.at = now;
    this.#written = now;
    return by;
  }

  /** Calls `put` in a pause of scrolling, or at once where the bar has come to its end before the rows have. */
  settle(top: number, scale: Scale, scrolled: boolean, put: () => void): void {
    if (scrolled) this.rest();
    const end = scrolledHeight(scale) - scale.view;
    const early = (this.at <= 0 && top > 0) || (this.at >= end && top < lastTop(scale) && end > 0);
    if (early) put();
    else
      this.#settling ??= setTimeout(() => {
        this.#settling = undefined;
        put();
      }, SETTLED);
  }

  rest(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
  }
}
