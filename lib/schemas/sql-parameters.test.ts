import fc from "fast-check";
import { expect, test } from "vitest";
import { safeParameters } from "./sql-parameters";

const holdable = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.uint8Array(),
  fc.constant(null),
);

test("safeParameters keeps supported values", () => {
  fc.assert(
    fc.property(fc.array(holdable), (values) => {
      expect(safeParameters(values)).toEqual(values);
    }),
  );
});

test("safeParameters converts booleans to 1 and 0", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(holdable, fc.boolean())), (values) => {
      const safe = safeParameters(values);
      expect(safe.some((value) => typeof value === "boolean")).toBe(false);
      values.forEach((value, index) => {
        if (typeof value === "boolean") expect(safe[index]).toBe(value ? 1 : 0);
      });
    }),
  );
});

test("safeParameters rejects unsupported values with their position", () => {
  const refused = [undefined, Number.NaN, Infinity, -Infinity, 2n ** 63n, {}, [], new Date(0), () => 1];
  for (const value of refused) expect(() => safeParameters(["first", value])).toThrow(/SQL parameter 2 is/);
});
