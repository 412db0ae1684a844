import fc from "fast-check";
import { expect, test } from "vitest";
import { APP_NAME } from "@/lib/schemas/common";
import { proposeName } from "./new-app";

test.each([
  ["My_App-1.2.tar.gz", "my-app-1-2"],
  ["example-app", "example-app"],
  ["2026 report.tgz", "report"],
  ["héllo", "h-llo"],
  ["..", ""],
])("%s proposes %s", (from, name) => expect(proposeName(from)).toBe(name));

test("proposes only names that are accepted", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (from) => {
      const name = proposeName(from);
      expect(name === "" || APP_NAME.test(name)).toBe(true);
    }),
  );
});
