import { expect, test } from "vitest";
import { isoAt, NOON, tile } from "@/test/builders/wall";
import { itemsOf, sharedAge } from "./items";

const PERIOD = 25_000;

function read(age: number) {
  return { read_at: isoAt(NOON - age) };
}

test("sorts problems first, then running apps, then warnings, then healthy apps, each in the given order", () => {
  const tiles = [
    tile("fine"),
    tile("warned", { kind: "warn", word: "old version still up" }),
    tile("building", { kind: "live", word: "building" }),
    tile("unread", { kind: "unknown", word: "cannot be read" }),
    tile("older", { kind: "bad", since: isoAt(NOON - 60_000) }),
    tile("newer", { kind: "bad", since: isoAt(NOON - 30_000) }),
    tile("also-fine"),
  ];
  const order = itemsOf(tiles, PERIOD, NOON, false).map((item) => item.tile.app);
  expect(order).toEqual(["newer", "older", "unread", "building", "warned", "fine", "also-fine"]);
});

test("states the age beyond two periods, and is a grey problem beyond two and a half", () => {
  const at = (age: number) => itemsOf([tile("a", read(age)), tile("b")], PERIOD, NOON, false);
  expect(at(49_000).find(({ tile: { app } }) => app === "a")).toMatchObject({ look: "ok", old: false });
  expect(at(51_000).find(({ tile: { app } }) => app === "a")).toMatchObject({ look: "ok", old: true });
  expect(at(63_000)[0]).toMatchObject({ look: "stale", group: "problem", tile: { app: "a" } });
});

test.each([1_000, 25_000, 45_000, 600_000])("is never green after 75 s with a period of %i ms", (period) => {
  const [item] = itemsOf([tile("a", read(75_000))], period, NOON, false);
  expect(item?.look).toBe("stale");
});

test("keeps every app in its place when all are grey", () => {
  const tiles = [tile("fine"), tile("broken", { kind: "bad" }), tile("building", { kind: "live" })];
  const items = itemsOf(tiles, PERIOD, NOON + 600_000, true);
  expect(items.map(({ group, look }) => [group, look])).toEqual([
    ["problem", "stale"],
    ["running", "stale"],
    ["calm", "stale"],
  ]);
});

test("returns the age of the oldest fresh item, or of the youngest if none is fresh", () => {
  const age = (...ages: number[]) =>
    sharedAge(
      itemsOf(
        ages.map((each) => tile(`a-${each}`, read(each))),
        PERIOD,
        NOON,
        false,
      ),
    );
  expect([age(4_000, 20_000, 90_000), age(80_000, 90_000), age()]).toEqual([20_000, 80_000, null]);
});

test("beyond 150 s a state about dynos has their time, and only a crash keeps its look", () => {
  const read_at = isoAt(NOON - 4_000);
  const of = (kind: "bad" | "live" | "ok", age: number | null) => {
    const dynos_read_at = age === null ? null : isoAt(NOON - age);
    return itemsOf([tile("a", { kind, read_at, dynos_read_at })], PERIOD, NOON, false)[0];
  };
  expect(of("live", 150_000)).toMatchObject({ look: "live", dynosAt: null });
  expect(of("live", 150_001)).toMatchObject({ look: "unknown", group: "running", dynosAt: NOON - 150_001 });
  expect(of("bad", 150_001)).toMatchObject({ look: "bad", dynosAt: NOON - 150_001 });
  expect(of("ok", null)).toMatchObject({ look: "ok", dynosAt: null });
});
