/** The size of a screen in vmin: the shorter side is 100. */
export type Screen = { width: number; height: number; portrait: boolean };

export function screenOf(width: number, height: number): Screen {
  const unit = Math.min(width, height) / 100;
  return { width: width / unit, height: height / unit, portrait: height > width };
}

/** The grid of calm apps: `holds` apps in rows `row` vmin high, with names `name` vmin high. */
export type Grid = { columns: number; lines: 1 | 2; rows: number; row: number; name: number; holds: number };

type Place = {
  screen: Screen;
  /** Height left, vmin. */
  space: number;
  /** The number of items that still fit on the page. */
  room: number;
  /** The number of apps if all are fine and nothing else is shown; else 0. */
  plain: number;
};

const SMALLEST_COLUMN = 52;
const TALLEST_ROW = 15;

/** Returns the grid for the next of `waiting` apps: as many rows as fit, stretched to the space left. */
export function calmGrid(waiting: number, place: Place): Grid {
  const { columns, lines, least } = shapeOf(place);
  const most = Math.max(0, Math.floor(place.space / least));
  const holds = Math.min(waiting, place.room, most * columns);
  const rows = Math.ceil(holds / columns);
  const row = rows === 0 ? 0 : Math.min(place.plain ? place.space : TALLEST_ROW, place.space / rows);
  return { columns, lines, rows, row, name: nameHeight(place, lines, row), holds };
}

function shapeOf({ screen, plain }: Place): { columns: number; lines: 1 | 2; least: number } {
  if (screen.portrait) return { columns: 1, lines: 1, least: plain ? 6.4 : 7 };
  const wide = Math.max(2, Math.min(4, Math.floor((screen.width + 1) / SMALLEST_COLUMN)));
  if (plain > 0 && plain <= 5) return { columns: 1, lines: 1, least: 8.2 };
  if (plain > 0 && plain <= 20) return { columns: 2, lines: 1, least: 8.2 };
  return { columns: wide, lines: 2, least: 9.3 };
}

/** Names grow when there is room, and never shrink below what can be read across a room. */
function nameHeight({ screen, plain }: Place, lines: 1 | 2, row: number): number {
  if (lines === 2) return 3.8;
  if (!plain) return screen.portrait ? 3.8 : 4.6;
  return Math.max(screen.portrait ? 3.8 : 4.6, Math.min(8, row * 0.41));
}
