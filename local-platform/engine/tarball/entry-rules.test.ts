import { expect, test } from "vitest";
import { partsOf } from "./entry-rules";

test("a path that no file system takes is refused before its folders are looked at", () => {
  expect(() => partsOf("a/".repeat(500_000))).toThrow("a path of 1000000 characters");
  expect(partsOf(`${"a/".repeat(100)}b`)).toHaveLength(101);
});
