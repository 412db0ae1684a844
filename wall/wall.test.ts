import { expect, test } from "vitest";
import { NOON, tile } from "@/test/builders/wall";
import { itemsOf } from "./items";
import { healthyPeriod, nextPage, type PagePosition, readHealthyPeriod, writeHealthyPeriod } from "./wall";

const items = (kind: "ok" | "bad" | "live") => itemsOf([tile("a", { kind }), tile("b")], 25_000, NOON, false);

test("records since when nothing was broken, through builds and reloads", () => {
  const first = healthyPeriod(null, items("ok"), NOON);
  const building = healthyPeriod(first, items("live"), NOON + 30_000);
  expect(building).toEqual({ since: NOON, seen: NOON + 30_000 });
  expect(building && readHealthyPeriod(writeHealthyPeriod(building))).toEqual(building);
});

test("resets the record when something breaks and after a gap", () => {
  const record = { since: NOON - 3_600_000, seen: NOON };
  expect(healthyPeriod(record, items("bad"), NOON + 1_000)).toBeNull();
  expect(healthyPeriod(record, items("ok"), NOON + 76_000)?.since).toBe(NOON + 76_000);
  expect(healthyPeriod(record, items("ok"), NOON - 76_000)?.since).toBe(NOON - 76_000);
});

test.each([null, "", "soon", "1"])("reads %j as no record", (text) =>
  expect(readHealthyPeriod(text)).toBeNull(),
);

const at = (seconds: number) => ({ steady: seconds * 1_000, day: seconds * 1_000 });

/** Returns the page shown in each second. */
function watch(hasProblem: boolean[], seconds: number): number[] {
  let state: PagePosition = { page: 0, since: at(0) };
  return Array.from({ length: seconds }, (_, second) => {
    state = nextPage(state, hasProblem, at(second));
    return state.page;
  });
}

test("shows the next page after 12 s, or 24 s with a problem, and then the first again", () => {
  const pages = watch([true, false], 60);
  expect([pages[23], pages[24], pages[35], pages[36], pages[59]]).toEqual([0, 1, 1, 0, 0]);
});

test("stays on a single page, and shows the first page when there are fewer than before", () => {
  expect(new Set(watch([true], 90))).toEqual(new Set([0]));
  expect(nextPage({ page: 3, since: at(0) }, [false, false], at(1)).page).toBe(0);
});
