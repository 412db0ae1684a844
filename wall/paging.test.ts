import { expect, test } from "vitest";
import { type Turn, turn } from "./paging";

const at = (seconds: number) => ({ steady: seconds * 1_000, day: seconds * 1_000 });

/** The page of each second. */
function watch(loud: boolean[], seconds: number): number[] {
  let state: Turn = { page: 0, since: at(0) };
  return Array.from({ length: seconds }, (_, second) => {
    state = turn(state, loud, at(second));
    return state.page;
  });
}

test("turns after 12 s, after 24 s where a problem stands, and begins again", () => {
  const pages = watch([true, false], 60);
  expect([pages[23], pages[24], pages[35], pages[36], pages[59]]).toEqual([0, 1, 1, 0, 0]);
});

test("stays where there is one page, and goes to the first when there are fewer", () => {
  expect(new Set(watch([true], 90))).toEqual(new Set([0]));
  expect(turn({ page: 3, since: at(0) }, [false, false], at(1)).page).toBe(0);
});
