/** The size of a screen in vmin: the shorter side is 100. */
export type Screen = { width: number; height: number; portrait: boolean };

export function screenOf(width: number, height: number): Screen {
  const unit = Math.min(width, height) / 100;
  return { width: width / unit, height: height / unit, portrait: height > width };
}

/** The grid of healthy apps: `count` apps in rows `row` vmin high, with names `name` vmin high. */
export type Grid = { columns: number; lines: 1 | 2; rows: number; row: number; name: number; count: number };

type Place = {
  screen: Screen;
  /** Height left, vmin. */
  heightLeft: number;
  /** How many more items fit on the page. */
  slots: number;
  /** The number of apps if all are healthy and nothing else is shown; else 0. */
  onlyHealthy: number;
};

const SMALLEST_COLUMN = 52;
const TALLEST_ROW = 15;

/** Returns the grid for the next of `remaining` apps: as many rows as fit, stretched to the height left. */
export function healthyGrid(remaining: number, place: Place): Grid {
  const { columns, lines, minRowHeight } = shapeOf(place);
  const maxRows = Math.max(0, Math.floor(place.heightLeft / minRowHeight));
  const count = Math.min(remaining, place.slots, maxRows * columns);
  const rows = Math.ceil(count / columns);
  const row =
    rows === 0 ? 0 : Math.min(place.onlyHealthy ? place.heightLeft : TALLEST_ROW, place.heightLeft / rows);
  return { columns, lines, rows, row, name: nameHeight(place, lines, row), count };
}

function shapeOf({ screen, onlyHealthy }: Place): { columns: number; lines: 1 | 2; minRowHeight: number } {
  if (screen.portrait) return { columns: 1, lines: 1, minRowHeight: onlyHealthy ? 6.4 : 7 };
  const wide = Math.max(2, Math.min(4, Math.floor((screen.width + 1) / SMALLEST_COLUMN)));
  if (onlyHealthy > 0 && onlyHealthy <= 5) return { columns: 1, lines: 1, minRowHeight: 8.2 };
  if (onlyHealthy > 0 && onlyHealthy <= 20) return { columns: 2, lines: 1, minRowHeight: 8.2 };
  return { columns: wide, lines: 2, minRowHeight: 9.3 };
}

/** Names grow when there is room, and never shrink below what can be read across a room. */
function nameHeight({ screen, onlyHealthy }: Place, lines: 1 | 2, row: number): number {
  if (lines === 2) return 3.8;
  if (!onlyHealthy) return screen.portrait ? 3.8 : 4.6;
  return Math.max(screen.portrait ? 3.8 : 4.6, Math.min(8, row * 0.41));
}
