import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rangeOf, toCursor } from "./pagination";

const page = { field: "version", max: 50, order: "desc" as const };

describe("a range", () => {
  test("always has field, length and order", () => {
    expect(rangeOf(page)).toBe("version ..; max=50, order=desc");
  });

  test.each([
    ["version ]42..; max=50, order=desc", "version ]42..; max=50, order=desc"],
    ["version ..41; max=1000", "version ..41; max=50, order=desc"],
    [
      "version ]1fd05fb4-aaaa-bbbb-cccc-0123456789ab..",
      "version ]1fd05fb4-aaaa-bbbb-cccc-0123456789ab..; max=50, order=desc",
    ],
    [
      "version ]2026-11-21T04:12:00+00:00..;order=desc",
      "version ]2026-11-21T04:12:00+00:00..; max=50, order=desc",
    ],
  ])("continues from Next-Range %s", (next, range) => {
    expect(rangeOf({ ...page, after: toCursor(next) ?? "" })).toBe(range);
  });

  test("rejects a cursor that Slipway would not have issued", () => {
    for (const text of ["id ]1..", "version", "", "version 1..\r\nX: y", "version a b..", "version ;.."]) {
      expect(() => rangeOf({ ...page, after: toCursor(text) ?? "" })).toThrow(/cursor/);
    }
    fc.assert(
      fc.property(fc.string(), (after) => {
        try {
          return /^version [\]\w.:+-]*; max=50, order=desc$/.test(rangeOf({ ...page, after }));
        } catch {
          return true;
        }
      }),
    );
  });

  test("ends when upstream sends no Next-Range", () => {
    expect(toCursor(null)).toBeNull();
  });
});
