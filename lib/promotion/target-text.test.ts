import { expect, test } from "vitest";
import type { Step } from "@/lib/schemas/promotion";
import { aTarget, atStep } from "@/test/builders/promotions";
import { interveningReleases, mayHaveRun, targetText } from "./target-text";

const words = (step: Step, moved = false) => {
  const { before, commit, after } = targetText(atStep(step), moved);
  return [before, commit, after].filter(Boolean).join(" ");
};

test.each<[Step, string]>([
  ["waiting", "v33 a1b2c3d4 runs until then"],
  ["sending", "v34 replaces v33 a1b2c3d4"],
  ["release phase", "v34 replaces v33 a1b2c3d4"],
  ["done", "v34 replaced v33 a1b2c3d4"],
  ["crashed", "v34 replaced v33 a1b2c3d4"],
  ["failed", "v33 a1b2c3d4 still runs"],
  ["stopped", "v33 a1b2c3d4 runs, not touched"],
  ["unknown", "v34 was to replace v33 a1b2c3d4"],
])("%s: %s", (step, text) => {
  expect(words(step)).toBe(text);
});

test('a target does not "still run" a release once another one runs', () => {
  expect(words("failed", true)).toBe("v33 a1b2c3d4 ran on");
  expect(words("stopped", true)).toBe("v33 a1b2c3d4 was not touched");
});

test.each<[Step, boolean, string]>([
  ["waiting", false, "v34 will be the first to run"],
  ["release phase", false, "v34 will be the first to run"],
  ["done", false, "v34 is the first to run"],
  ["crashed", false, "v34 is the first to run"],
  ["failed", false, "nothing runs yet"],
  ["failed", true, "nothing ran"],
  ["stopped", false, "nothing runs, not touched"],
  ["unknown", false, "v34 was to be the first to run"],
])("%s on a target without code, moved: %s: %s", (step, moved, text) => {
  expect(targetText({ ...atStep(step), previous: null }, moved)).toEqual({
    before: text,
    commit: null,
    after: "",
  });
});

test("only a target that received a release counts as released", () => {
  const steps: Step[] = ["waiting", "release phase", "failed", "stopped", "dynos", "done", "crashed"];
  expect(steps.map((step) => mayHaveRun(atStep(step)))).toEqual([
    false,
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
});

test("names the releases made in between and the promotion's own", () => {
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
