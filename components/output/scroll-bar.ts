import { barOf, lastTop, type Scale, scrolledHeight } from "@/lib/output/scroll-scale";

/** After this long without scrolling the bar is put where it belongs. In ms. */
const SETTLED = 140;

/** The native scroll bar of a view: where it stands, and when it is put where it belongs. */
export class ScrollBar {
  /** Where it stands, in px. */
  at = 0;
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** `content` is given the height that is scrolled. */
  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    this.#content = content;
  }

  stretch(scale: Scale): void {
    this.#content.style.height = `${scrolledHeight(scale)}px`;
  }

  /** Puts it where it belongs when the rows are gone down to `top`. */
  put(top: number, scale: Scale): void {
    this.stretch(scale);
    const at = barOf(top, scale);
    if (this.#scroller.scrollTop !== at) this.#scroller.scrollTop = at;
    this.at = this.#scroller.scrollTop;
  }

  /** By how many px it was moved since it was asked or put. */
  moved(): number {
    const before = this.at;
    this.at = this.#scroller.scrollTop;
    return this.at - before;
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
