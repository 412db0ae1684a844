import fc from "fast-check";
import { expect, test } from "vitest";
import { ApiError } from "./api-error";
import { applyRange, type Page, parseRange, type SortField } from "./ranges";

const fields: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
  { name: "version", kind: "number", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

test.each([
  ["id ..; max=10;", { name: "id", max: 10, descending: false }],
  ["id ..; max=1000", { name: "id", max: 1000, descending: false }],
  ["version ..; max=15, order=desc", { name: "version", max: 15, descending: true }],
  ["name ..; order=desc,max=10;", { name: "name", max: 10, descending: true }],
  ["created_at ..; order=desc,max=1000", { name: "created_at", max: 1000, descending: true }],
  ["version..;order=desc", { name: "version", max: 200, descending: true }],
  ["id ..; max=5000", { name: "id", max: 1000, descending: false }],
  [undefined, { name: "id", max: 200, descending: false }],
])("reads %s", (header, wanted) => {
  const { field, max, descending } = parseRange(header, fields);
  expect({ name: field.name, max, descending }).toEqual(wanted);
});

test.each(["size ..", "id ..b", "id", "id ..; max=0", "id ..; max=x", "id ..; order=up", "bytes=0-"])(
  "refuses %s with 416",
  (header) => {
    expect(() => parseRange(header, fields)).toThrow(
      expect.toSatisfy((error) => error instanceof ApiError && error.status === 416),
    );
  },
);

const item = fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), minute: fc.integer({ min: 0, max: 3 }) });
const lists = fc.array(item, { maxLength: 40 }).map((rows) =>
  rows.map((row, index) => ({
    keys: {
      id: `${String(index * 7919).padStart(6, "0")}`,
      name: `${row.name}${index}`,
      version: index + 1,
      created_at: `2026-11-21T04:0${row.minute}:00.000Z`,
    },
  })),
);

test("following Next-Range gives every item once, in order, however many are equal", () => {
  fc.assert(
    fc.property(
      lists,
      fc.constantFrom("id", "name", "version", "created_at"),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (items, field, max, descending) => {
        const seen: string[] = [];
        let header: string | null = `${field} ..; max=${max}${descending ? ", order=desc" : ""}`;
        while (header !== null) {
          const { page, next }: Page<(typeof items)[number]> = applyRange(items, parseRange(header, fields));
          expect(page.length).toBeLessThanOrEqual(max);
          seen.push(...page.map((entry) => entry.keys.id));
          header = next;
        }
        const whole = applyRange(
          items,
          parseRange(`${field} ..; max=1000${descending ? "; order=desc" : ""}`, fields),
        );
        expect(seen).toEqual(whole.page.map((entry) => entry.keys.id));
        expect(new Set(seen).size).toBe(items.length);
      },
    ),
  );
});

test("a start is inclusive, one behind ] is not; an end is inclusive", () => {
  const items = [1, 2, 3, 4].map((version) => ({ keys: { id: `i${version}`, version } }));
  const versions = (header: string) =>
    applyRange(items, parseRange(header, fields)).page.map((one) => one.keys.version);
  expect(versions("version 2..")).toEqual([2, 3, 4]);
  expect(versions("version ]2..")).toEqual([3, 4]);
  expect(versions("version 2..3")).toEqual([2, 3]);
  expect(versions("version ]3..; order=desc")).toEqual([2, 1]);
});

test("numbers are compared as numbers, times as times", () => {
  const items = [9, 10].map((version) => ({
    keys: {
      id: `i${version}`,
      version,
      created_at: `2026-11-21T04:00:${version === 9 ? "09.900" : "10.100"}Z`,
    },
  }));
  const first = (header: string) => applyRange(items, parseRange(header, fields)).page[0]?.keys.version;
  expect(first("version ..; order=desc, max=1")).toBe(10);
  expect(first("created_at 2026-11-21T04:00:10Z..")).toBe(10);
  expect(first("created_at 2026-11-21T05:00:09+01:00..")).toBe(9);
});
