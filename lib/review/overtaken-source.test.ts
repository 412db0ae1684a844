import { expect, test } from "vitest";
import { aTarget } from "@/test/builders/promotions";
import { interveningReleases } from "./overtaken-source";

test("names the releases that others made in between, and our own", () => {
  const release = { id: "r", version: 35, release_phase: false, status: "succeeded" };
  const other = { id: "o", version: 34, description: "Set LOG_LEVEL config vars" };
  expect(interveningReleases(aTarget())).toBeNull();
  expect(interveningReleases(aTarget({ slipped_in: [other], release }))).toBe(
    "v34 (set LOG_LEVEL) slipped in between: ours is v35",
  );
  expect(interveningReleases(aTarget({ slipped_in: [{ ...other, description: null }], release: null }))).toBe(
    "v34 slipped in between",
  );
});
