import { lastTop, type Scale, scrolledHeight } from "@/lib/log-viewer/engine/lines/scroll-scale";

/** The bar is corrected after this time in ms without scrolling. */
const SETTLE_MS = 140;

/** The native scroll bar of a view. Keeps its position, and delays corrections until scrolling pauses. */
export class ScrollBar {
  /** The position in px. */
  at = 0;
  #height = -1;
  #written = 0;
  readonly #scroller: HTMLElement;
  readonly #content: HTMLElement;
  #settling: ReturnType<typeof setTimeout> | undefined;

  /** `content` receives the scrolled height. */
  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    this.#content = content;
  }

  /** Sets the content's height and the bar's position. Must be called last, because it forces a layout. */
  write(scale: Scale): void {
    const height = scrolledHeight(scale);
    if (height !== this.#height) this.#content.style.height = `${height}px`;
    this.#height = height;
    if (this.at !== this.#written) this.#scroller.scrollTop = this.at;
    this.#written = this.at;
  }

  /** Returns the px moved since the last call or write. */
  moved(): number {
    const now = this.#scroller.scrollTop;
    const by = now - this.at;
    // The browser rounds positions to device pixels.
    if (Math.abs(by) < 1) return 0;
    this.at = now;
    this.#written = now;
    return by;
  }

  /** Calls `put` in a pause of scrolling, or at once if the bar reaches its end before the rows do. */
  settle(top: number, scale: Scale, scrolled: boolean, put: () => void): void {
    if (scrolled) this.cancel();
    const end = scrolledHeight(scale) - scale.view;
    const early = (this.at <= 0 && top > 0) || (this.at >= end && top < lastTop(scale) && end > 0);
    if (early) put();
    else
      this.#settling ??= setTimeout(() => {
        this.#settling = undefined;
        put();
      }, SETTLE_MS);
  }

  cancel(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
  }
}
