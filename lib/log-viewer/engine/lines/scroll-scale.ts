/**
 * The maximum height of an element, in px. Firefox supports 17.9 million, Chromium 33.5; beyond 8 million, single
 * pixels get lost to rounding.
 */
export const MAX_HEIGHT = 8_000_000;

/** Heights in px: of all rows, of the view, and the maximum of an element. */
export type Scale = { rows: number; view: number; maxHeight: number };

/** Returns the height of the scrolled element. */
export function scrolledHeight({ rows, maxHeight }: Scale): number {
  return Math.min(rows, maxHeight);
}

/** Returns the largest scroll offset of the rows. */
export function lastTop({ rows, view }: Scale): number {
  return Math.max(0, rows - view);
}

/** Returns the scroll bar's position for the rows' offset `top`. */
export function barOf(top: number, scale: Scale): number {
  const far = lastTop(scale);
  if (scale.rows <= scale.maxHeight || far === 0) return Math.min(top, far);
  return Math.round((Math.min(top, far) / far) * Math.max(0, scale.maxHeight - scale.view));
}

/** Returns the rows' offset for the scroll bar's position `bar`. */
export function topOfBar(bar: number, scale: Scale): number {
  const far = lastTop(scale);
  if (scale.rows <= scale.maxHeight || far === 0) return Math.min(bar, far);
  return Math.round((Math.min(bar, scale.maxHeight - scale.view) / (scale.maxHeight - scale.view)) * far);
}
