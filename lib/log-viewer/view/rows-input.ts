import type { RowSource } from "./drawn-rows";

/** Elements that a view draws in, what it draws, and whom it tells. */
export type RowsViewInput = {
  scroller: HTMLElement;
  /** As high as all rows, or as an element may be. */
  content: HTMLElement;
  /** Holds the rows in view. */
  layer: HTMLElement;
  /** In `layer`, stands under the last line. */
  foot: HTMLElement;
  /** Holds the head that sticks at the top. */
  stuck: HTMLElement;
  source: RowSource;
  /** Index of the section that holds a line; -1 before there is any. */
  holding(line: number): number;
  /** These lines are in view, or nearly. */
  want(lines: readonly number[]): void;
  /** The place has changed. */
  onPlace(): void;
  /** Following has begun or stopped. */
  onFollow(): void;
  /** The highest an element may be, in px. */
  highest?: number | undefined;
};

/** Heights of rows in px, where they do not depend on their text. */
export const LINE = 20;
export const HEAD = 28;
/** Under the last line: the chip never covers it. In px. */
export const FOOT = 40;

/** The number of a line and the space after its text, in px. */
export const GUTTER = 64;
export const MARGIN = 24;
