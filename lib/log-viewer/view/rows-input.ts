import type { RowSource } from "./drawn-rows";

/** The elements, data and callbacks of a rows view. */
export type RowsViewInput = {
  scroller: HTMLElement;
  /** As high as all rows, up to the maximum height of an element. */
  content: HTMLElement;
  /** Contains the rows in view. */
  layer: HTMLElement;
  /** In `layer`, below the last line. */
  foot: HTMLElement;
  /** Contains the sticky head. */
  sticky: HTMLElement;
  source: RowSource;
  /** Returns the index of the section that contains a line, or -1. */
  sectionIndexAt(line: number): number;
  /** Called with the lines in or near the view. */
  request(lines: readonly number[]): void;
  /** Called after the position has changed. */
  onPositionChange(): void;
  /** Called after following has started or stopped. */
  onFollow(): void;
  /** The maximum height of an element in px. */
  maxHeight?: number | undefined;
};

/** Heights of rows in px, without line wrap. */
export const LINE = 20;
export const HEAD = 28;
/** The space below the last line, so that the chip never covers it. In px. */
export const FOOT = 40;

/** The width of a line number, and the space after a line's text, in px. */
export const GUTTER = 64;
export const MARGIN = 24;
