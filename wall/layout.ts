import { type Grid, healthyGrid, type Screen } from "./grid";
import type { Item } from "./items";

/** The content of one page of the wall. Heights in vmin. */
export type Page = {
  problems: Item[];
  /** true if there are more problems than fit as large tiles: small ones, in two columns where there is room. */
  compact: boolean;
  running: Item[];
  calm: Item[];
  grid: Grid;
};

export const GAP = 1;
const MARGIN = 2;
const DOTS = 3;
const MOST_ITEMS = 24;

/** Returns the height of a band or strip between the header and the tiles. */
export function stripHeight(screen: Screen, kind: "band" | "slim band" | "strip"): number {
  const heights = screen.portrait
    ? { band: 25, "slim band": 14, strip: 10.5 }
    : { band: 17.2, "slim band": 9.5, strip: 7 };
  return heights[kind] + GAP;
}

/** Distributes sorted items over as many pages as they need, at least one. */
export function pagesOf(items: Item[], screen: Screen, strips: number): Page[] {
  const space = screen.height - (screen.portrait ? 16 : 9) - MARGIN - strips;
  const single = spread(items, screen, space);
  return single.length === 1 ? single : spread(items, screen, space - DOTS);
}

function spread(items: Item[], screen: Screen, space: number): Page[] {
  const problems = items.filter(({ group }) => group === "problem");
  const compact = problems.length > 4;
  const abreast = compact && !screen.portrait ? 2 : 1;
  const tile = problemHeight(screen, compact) + GAP;
  // At most three quarters: the rest of the page continues to rotate below.
  const perPage = Math.max(1, Math.min(compact ? 8 : 4, abreast * Math.floor((space * 0.76) / tile)));
  const groups = chunks(problems, perPage);
  const rest = items.filter(({ group }) => group !== "problem");
  const onlyHealthy =
    problems.length === 0 && rest.every(({ group, look }) => group === "calm" && look !== "stale");

  const pages: Page[] = [];
  let next = 0;
  while (next < rest.length || pages.length < Math.max(1, groups.length)) {
    // Every page shows problems; if there are more than fit on one page, they alternate.
    const shown = groups[pages.length % Math.max(1, groups.length)] ?? [];
    let left = space - Math.ceil(shown.length / abreast) * tile;
    let slots = MOST_ITEMS - shown.length;
    const running: Item[] = [];
    for (let item = rest[next]; item?.group === "running" && slots > 0; item = rest[next]) {
      if (left < runningHeight(screen) && running.length + shown.length > 0) break;
      running.push(item);
      left -= runningHeight(screen) + GAP;
      slots -= 1;
      next += 1;
    }
    const remaining = rest[next]?.group === "calm" ? rest.length - next : 0;
    const grid = healthyGrid(remaining, {
      screen,
      heightLeft: left,
      slots,
      onlyHealthy: onlyHealthy && pages.length === 0 ? rest.length : 0,
    });
    const calm = rest.slice(next, next + grid.count);
    next += calm.length;
    pages.push({ problems: shown, compact, running, calm, grid });
    if (calm.length + running.length + shown.length === 0) break;
  }
  return pages;
}

export function problemHeight({ portrait }: Screen, compact: boolean): number {
  if (compact) return portrait ? 14.5 : 12.5;
  return portrait ? 20.8 : 15.1;
}

/** Returns the width in vmin available to a problem's name. */
export function problemName({ portrait, width }: Screen, compact: boolean): number {
  if (portrait) return width - 21;
  return compact ? width / 2 - 15 : width - 52;
}

export function runningHeight({ portrait }: Screen): number {
  return portrait ? 12.5 : 8.1;
}

function chunks<T>(list: T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
  return parts;
}
