import fc from "fast-check";
import { expect, test } from "vitest";
import type { WallTile } from "@/lib/schemas/wall";
import { NOON, tile } from "@/test/builders/wall";
import { type Screen, screenOf } from "./grid";
import { itemsOf } from "./items";
import { GAP, pagesOf, problemHeight, runningHeight, stripHeight } from "./layout";

const SCREENS = [
  [1920, 1080],
  [1080, 1920],
  [3840, 2160],
  [390, 844],
  [1280, 1024],
  [2560, 1080],
] as const;
const KINDS: WallTile["kind"][] = ["bad", "live", "ok", "warn", "canceled", "unknown"];

const landscape = screenOf(1920, 1080);

function pages(kinds: WallTile["kind"][], screen = landscape, strips = 0) {
  const tiles = kinds.map((kind, index) => tile(`app-${index}`, { kind, word: kind }));
  return pagesOf(itemsOf(tiles, 25_000, NOON, false), screen, strips);
}

const times = (count: number, kind: WallTile["kind"]) => Array<WallTile["kind"]>(count).fill(kind);

test("shows healthy apps in two columns that fill the screen", () => {
  const [page, ...rest] = pages(times(16, "ok"));
  expect(rest).toEqual([]);
  expect(page?.grid).toMatchObject({ columns: 2, lines: 1, rows: 8, count: 16 });
  expect(page?.grid.row).toBeCloseTo((100 - 9 - 2) / 8);
});

test("shows problems at full width, running apps as bars, and the rest in three columns, on one page", () => {
  const all = pages([...times(2, "bad"), ...times(2, "live"), ...times(12, "ok")]);
  expect(all).toHaveLength(1);
  expect(all[0]).toMatchObject({ compact: false, grid: { columns: 3, lines: 2, rows: 4, count: 12 } });
});

test("shows healthy apps in one column on a portrait screen", () => {
  const all = pages([...times(1, "bad"), ...times(2, "live"), ...times(13, "ok")], screenOf(1080, 1920));
  expect(all).toHaveLength(1);
  expect(all[0]?.grid).toMatchObject({ columns: 1, lines: 1, count: 13 });
});

test("shows problems on every page, alternating if there are too many", () => {
  const few = pages([...times(1, "bad"), ...times(60, "ok")]);
  expect(few.length).toBeGreaterThan(2);
  expect(few.every(({ problems }) => problems.length === 1)).toBe(true);
  const many = pages(times(20, "bad"));
  expect(many.flatMap(({ problems }) => problems)).toHaveLength(20);
  expect(many.every(({ compact }) => compact)).toBe(true);
});

test("shows every app on some page, at most 24 on one, and none beyond the screen", () => {
  const walls = fc.record({
    kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 120 }),
    size: fc.constantFrom(...SCREENS),
    strips: fc.subarray(["band", "strip", "strip"] as const),
  });
  fc.assert(
    fc.property(walls, ({ kinds, size, strips }) => {
      const screen = screenOf(size[0], size[1]);
      const above = strips.reduce((sum, kind) => sum + stripHeight(screen, kind), 0);
      const all = pages(kinds, screen, above);
      const shown = new Set(all.flatMap(({ problems, running, calm }) => [...problems, ...running, ...calm]));
      expect(shown.size).toBe(kinds.length);
      const space = screen.height - (screen.portrait ? 16 : 9) - 2 - above;
      for (const page of all) {
        const { problems, running, calm } = page;
        expect(problems.length + running.length + calm.length).toBeLessThanOrEqual(24);
        expect(heightOf(page, screen)).toBeLessThanOrEqual(space + 0.001);
        expect(page.grid.name).toBeGreaterThanOrEqual(3.34);
      }
    }),
    { numRuns: 400 },
  );
});

function heightOf(page: ReturnType<typeof pagesOf>[number], screen: Screen): number {
  const abreast = page.compact && !screen.portrait ? 2 : 1;
  const problems = Math.ceil(page.problems.length / abreast) * (problemHeight(screen, page.compact) + GAP);
  const running = page.running.length * (runningHeight(screen) + GAP);
  return problems + running + page.grid.rows * page.grid.row - (page.calm.length === 0 ? GAP : 0);
}
