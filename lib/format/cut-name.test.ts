import fc from "fast-check";
import { expect, test } from "vitest";
import { cutName } from "./cut-name";

test.each([
  ["example-app-production", 16.5, "exampl…-production"],
  ["example-app-production-us", 16.5, "exa…-production-us"],
  ["limitless-fjord-5604", 16.5, "limitless-fjord-5604"],
  ["billing-worker", 16.5, "billing-worker"],
])("%s within %d letters is %s", (name, max, cut) => expect(cutName(name, max)).toBe(cut));

test("keeps the end of a name, which distinguishes apps, and never lengthens a name", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{1,28}[a-z0-9]$/);
  fc.assert(
    fc.property(name, fc.integer({ min: 10, max: 30 }), (value, max) => {
      const cut = cutName(value, max);
      expect(cut.length).toBeLessThanOrEqual(Math.max(value.length, 1));
      expect(value.endsWith(cut.split("…").at(-1) ?? "")).toBe(true);
      expect(value.startsWith(cut.split("…")[0] ?? "")).toBe(true);
    }),
  );
});
