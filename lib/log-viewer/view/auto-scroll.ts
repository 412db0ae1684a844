const UP_KEYS = new Set(["ArrowUp", "PageUp", "Home"]);

type Hooks = { atEnd(): boolean; changed(): void };

/**
 * Follows the end of the output. User input upward (wheel, touch, key, selection) stops it, and user input that
 * reaches the end resumes it; nothing else changes it.
 */
export class AutoScroll {
  following = true;
  /** True while the user drags the scroll bar, which then moves a part of the way instead of pixels. */
  draggingBar = false;
  readonly #hooks: Hooks;
  readonly #ended = new AbortController();
  #byUser = false;
  #touchY = 0;

  constructor(scroller: HTMLElement, hooks: Hooks) {
    this.#hooks = hooks;
    const passive = { passive: true, signal: this.#ended.signal };
    scroller.addEventListener(
      "wheel",
      (event) => {
        this.#byUser = true;
        this.draggingBar = false;
        if (event.deltaY < 0) this.set(false);
      },
      passive,
    );
    scroller.addEventListener(
      "touchstart",
      (event) => {
        this.#touchY = event.touches[0]?.clientY ?? 0;
      },
      passive,
    );
    scroller.addEventListener(
      "touchmove",
      (event) => {
        this.#byUser = true;
        if ((event.touches[0]?.clientY ?? 0) > this.#touchY) this.set(false);
      },
      passive,
    );
    scroller.addEventListener(
      "keydown",
      (event) => {
        this.#byUser = true;
        if (UP_KEYS.has(event.key)) this.set(false);
        if (event.key === "End") this.set(true);
      },
      passive,
    );
    // The only signs of a drag of the scroll bar are a press beside the content, and scrolling.
    scroller.addEventListener(
      "pointerdown",
      (event) => {
        this.#byUser = true;
        this.draggingBar = event.target === scroller && event.offsetX >= scroller.clientWidth;
      },
      passive,
    );
    addEventListener("pointerup", () => this.#released(), passive);
    addEventListener("pointermove", (event) => event.buttons === 0 && this.#released(), passive);
    document.addEventListener(
      "selectionchange",
      () => {
        const selection = getSelection();
        if (selection && !selection.isCollapsed && scroller.contains(selection.anchorNode)) this.set(false);
      },
      passive,
    );
  }

  set(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.#hooks.changed();
  }

  /** Called after the view has scrolled by `by` px for any reason. */
  scrolled(by: number): void {
    if (!this.#byUser) return;
    const atEnd = this.#hooks.atEnd();
    if (by < 0 && !atEnd) this.set(false);
    else if (by > 0 && atEnd) this.set(true);
  }

  end(): void {
    this.#ended.abort();
  }

  #released(): void {
    this.draggingBar = false;
  }
}
