import fc from "fast-check";
import { expect, test } from "vitest";
import { KEPT_MS, retentionOf } from "@/lib/timeline/did-run";
import { keptWords } from "./release";

const NOW = Date.UTC(2026, 10, 30, 12);
const DAY = 24 * 60 * 60_000;
const words = (age: number, newest: number, version = 1) =>
  keptWords(retentionOf({ version, created_at: new Date(NOW - age).toISOString() }, newest), NOW, "utc");

test("a release has the time until which it is kept, and what keeps it longer", () => {
  expect(words(18 * DAY, 15)).toBe(
    "kept until 12 December at least, longer while among the newest 20 (now 15th)",
  );
  expect(words(40 * DAY, 3, 2)).toBe("kept while among the newest 20 (now 2nd)");
  expect(words(18 * DAY, 21)).toBe("kept until 12 December");
  expect(words(40 * DAY, 21)).toBe("may expire at any time");
});

test("another year is named, places are ordinal numbers", () => {
  expect(words(-10 * DAY, 1)).toBe(
    "kept until 9 January 2027 at least, longer while among the newest 20 (now 1st)",
  );
  expect(
    [1, 2, 3, 4, 11, 12, 13, 20].map((newest) => /now (\w+)/.exec(words(40 * DAY, newest))?.[1]),
  ).toEqual(["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "20th"]);
});

test("only what the retention rule covers may expire", () => {
  const age = fc.integer({ min: 0, max: 90 * DAY });
  fc.assert(
    fc.property(age, fc.integer({ min: 1, max: 60 }), (age, newest) => {
      expect(words(age, newest) === "may expire at any time").toBe(age >= KEPT_MS && newest > 20);
    }),
  );
});
