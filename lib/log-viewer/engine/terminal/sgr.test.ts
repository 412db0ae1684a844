import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applySgr } from "./sgr";
import { PLAIN, RGB } from "./style";

describe("applySgr", () => {
  test.each([
    ["31", { fg: 1 }],
    ["97", { fg: 15 }],
    ["44", { bg: 4 }],
    ["103", { bg: 11 }],
    ["1;2;3;4;7;9", { bold: true, dim: true, italic: true, underline: true, inverse: true, strike: true }],
    ["38;5;9", { fg: 9 }],
    ["38;5;16", { fg: RGB }],
    ["38;5;208", { fg: RGB + 0xff8700 }],
    ["48;5;255", { bg: RGB + 0xeeeeee }],
    ["38;2;1;2;3;4", { fg: RGB + 0x010203, underline: true }],
    ["38:2::1:2:3", { fg: RGB + 0x010203 }],
    ["38:2:1:2:3", { fg: RGB + 0x010203 }],
    ["4:3", { underline: true }],
    ["38;5;300;1", { fg: null, bold: true }],
    ["", {}],
    ["58;99;x", {}],
  ])("reads %s", (parameters, expected) => {
    expect(applySgr(PLAIN, parameters)).toEqual({ ...PLAIN, ...expected });
  });

  test("resets attributes one by one, and all with 0", () => {
    const all = applySgr(PLAIN, "1;3;4;7;31;42");
    expect(applySgr(all, "22;23;24;27;39;49")).toBe(PLAIN);
    expect(applySgr(all, "0")).toBe(PLAIN);
    expect(applySgr(all, "")).toBe(PLAIN);
  });

  test("accepts any parameters", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.nat({ max: 300 }).map(String), fc.constantFrom("", "x", "5:1"))),
        (parts) => {
          const { fg, bg } = applySgr(PLAIN, parts.join(";"));
          for (const color of [fg, bg]) expect(color === null || color < 16 || color >= RGB).toBe(true);
        },
      ),
    );
  });
});
