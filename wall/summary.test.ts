import { expect, test } from "vitest";
import type { WallTile } from "@/lib/schemas/wall";
import { isoAt, NOON, tile } from "@/test/builders/wall";
import { itemsOf } from "./items";
import { pastSummaryOf, summaryOf } from "./summary";

const failed: Partial<WallTile> = { kind: "bad", word: "release failed" };
const building: Partial<WallTile> = { kind: "live", word: "building" };
const hour = (hours: number, minutes: number) => new Date(2026, 2, 4, hours, minutes).getTime();

function say(tiles: Partial<WallTile>[], fineSince: number | null = null): string {
  const items = itemsOf(
    tiles.map((given, index) => tile(`a-${index}`, given)),
    25_000,
    NOON,
    false,
  );
  return summaryOf(items, fineSince, hour(14, 6))
    .map(({ text }) => text)
    .join(" · ");
}

test.each<[Partial<WallTile>[], string]>([
  [[failed, building, {}, {}], "1 failed · 1 building · 2 fine"],
  [[failed, { kind: "bad", word: "build failed" }], "2 failed"],
  [[{ kind: "bad", word: "crashed 1/2" }, {}], "1 crashed · 1 fine"],
  [[{ kind: "bad", word: "crashed" }, failed], "2 broken"],
  [[building, { kind: "live", word: "release phase" }, {}], "2 moving · 1 fine"],
  [[{ kind: "warn", word: "old version still up" }, {}], "1 warning · 1 fine"],
  [[{ kind: "canceled", word: "canceled" }, {}], "1 canceled · 1 fine"],
  [[{ read_at: isoAt(NOON - 90_000) }, {}], "1 unknown · 1 fine"],
  [[{}], "1 app, fine"],
])("counts %#: %s", (tiles, words) => expect(say(tiles)).toBe(words));

test("shows the start of the healthy period after one minute", () => {
  expect(say([{}, {}], hour(9, 12))).toBe("2 apps, all fine since 09:12");
  expect(say([{}, {}], hour(14, 6) - 59_000)).toBe("2 apps, all fine");
});

test("dates a grey wall, without an alarm", () => {
  const items = itemsOf([tile("a", building), tile("b"), tile("c", failed)], 25_000, NOON, true);
  expect(pastSummaryOf(items, hour(10, 42), hour(10, 45))).toEqual([
    { text: "last read 10:42: 1 failed · 1 building · 1 healthy", bad: false },
  ]);
});
