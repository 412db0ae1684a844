/**
 * No element is made higher, in px. Firefox ends at 17.9 million, Chromium at 33.5; beyond 8 million single
 * pixels get lost in the arithmetic of drawing.
 */
export const HIGHEST = 8_000_000;

/** Heights in px: of all rows, of the view, and the highest an element may be. */
export type Scale = { rows: number; view: number; highest: number };

/** How high the element is that is scrolled. */
export function scrolledHeight({ rows, highest }: Scale): number {
  return Math.min(rows, highest);
}

/** How far down the rows can be gone. */
export function lastTop({ rows, view }: Scale): number {
  return Math.max(0, rows - view);
}

/** Where the scroll bar stands when the rows are gone down to `top`. */
export function barOf(top: number, scale: Scale): number {
  const far = lastTop(scale);
  if (scale.rows <= scale.highest || far === 0) return Math.min(top, far);
  return Math.round((Math.min(top, far) / far) * Math.max(0, scale.highest - scale.view));
}

/** Where the rows are when somebody drags the scroll bar to `bar`. */
export function topOfBar(bar: number, scale: Scale): number {
  const far = lastTop(scale);
  if (scale.rows <= scale.highest || far === 0) return Math.min(bar, far);
  return Math.round((Math.min(bar, scale.highest - scale.view) / (scale.highest - scale.view)) * far);
}
