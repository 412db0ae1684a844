import { expect, test } from "vitest";
import { NOON, tile } from "@/test/builders/wall";
import { fineRecord, readFineRecord, writeFineRecord } from "./fine-since";
import { itemsOf } from "./items";

const items = (kind: "ok" | "bad" | "live") => itemsOf([tile("a", { kind }), tile("b")], 25_000, NOON, false);

test("remembers since when nothing was broken, through builds and reloads", () => {
  const first = fineRecord(null, items("ok"), NOON);
  const building = fineRecord(first, items("live"), NOON + 30_000);
  expect(building).toEqual({ since: NOON, seen: NOON + 30_000 });
  expect(building && readFineRecord(writeFineRecord(building))).toEqual(building);
});

test("forgets it when something breaks, and does not answer for what it did not see", () => {
  const record = { since: NOON - 3_600_000, seen: NOON };
  expect(fineRecord(record, items("bad"), NOON + 1_000)).toBeNull();
  expect(fineRecord(record, items("ok"), NOON + 76_000)?.since).toBe(NOON + 76_000);
  expect(fineRecord(record, items("ok"), NOON - 76_000)?.since).toBe(NOON - 76_000);
});

test.each([null, "", "soon", "1"])("reads %j as no record", (text) =>
  expect(readFineRecord(text)).toBeNull(),
);
