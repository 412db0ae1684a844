import fc from "fast-check";
import { expect, test } from "vitest";
import { readPax } from "./tar-bytes";

function record(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  const digits = String(rest + String(rest).length).length;
  return `${rest + digits} ${key}=${value}\n`;
}

test("reads written records back", () => {
  const text = fc.string({ unit: "binary", maxLength: 200 });
  const keys = fc.stringMatching(/^[A-Za-z.]{1,20}$/);
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(keys, text), { selector: ([key]) => key }), (pairs) => {
      const body = Buffer.from(pairs.map(([key, value]) => record(key, value)).join(""));
      const read = readPax(body).map(([key, value]) => [key, Buffer.from(value).toString()]);
      expect(read).toEqual(pairs);
    }),
  );
});

test.each(["0", "1", "1 ", "2 ", " ", "00000002 ", "9"])("parses a megabyte of %j in linear time", (part) => {
  const body = Buffer.from(`${part.repeat(1_000_000 / part.length)}1 x`);
  const begun = performance.now();
  expect(() => readPax(body)).toThrow("malformed");
  expect(performance.now() - begun).toBeLessThan(2_000);
});
