import { describe, expect, test } from "vitest";
import type { Release } from "@/lib/schemas/release";
import { aRelease } from "@/test/builders/objects";
import { aPromotion, aTarget, aTargetInUs, atStep } from "@/test/builders/promotions";
import { aReviewApp } from "@/test/builders/review";
import { rollBackLabel, rollBackPlan } from "./roll-back-plan";

const before = aRelease({ id: "release-33", version: 33 });
const ours = aRelease({ id: "release-34", version: 34, description: "Promote example-app v12" });
const later = (description: string, differs: Partial<Release> = {}) =>
  aRelease({ id: "release-35", version: 35, description, ...differs });

function state(current: Release | null, newest: Release | null = current) {
  const review = aReviewApp({ current, newest, releases: [before, ours] });
  const [line] = rollBackPlan(aPromotion({ targets: [aTarget()] }), () => review);
  return line?.state;
}

describe("the targets that can be rolled back", () => {
  test("a target that still runs this promotion's release is ready, however old it is", () => {
    expect(state(ours)).toBe("ready");
  });

  test("a target that runs another release by now is reported as moved", () => {
    expect(state(later("Set LOG_LEVEL config vars"))).toBe("moved");
    expect(state(later("Rollback to v33"))).toBe("back");
    expect(state(later("Rollback to v31"))).toBe("moved");
    expect(state(before)).toBe("back");
  });

  test("a release that upstream does not roll back to is not offered", () => {
    const gone = aReviewApp({
      current: ours,
      newest: ours,
      releases: [{ ...before, eligible_for_rollback: false }],
    });
    expect(rollBackPlan(aPromotion({ targets: [aTarget()] }), () => gone)[0]?.state).toBe("gone");
  });

  test("a release in progress has to finish first, and an unread target stays unknown", () => {
    expect(state(ours, later("Deploy 1", { status: "pending" }))).toBe("busy");
    expect(state(null)).toBe("unread");
    expect(rollBackPlan(aPromotion(), () => undefined).map((line) => line.state)).toEqual([
      "unread",
      "unread",
    ]);
  });

  test("a target that was never sent, failed or had no release before cannot be rolled back", () => {
    const targets = [
      atStep("waiting"),
      atStep("stopped"),
      atStep("failed"),
      aTarget({ previous: null }),
      aTargetInUs(),
    ];
    const lines = rollBackPlan(aPromotion({ targets }), () => undefined);
    expect(lines.map((line) => line.previous.version)).toEqual([31]);
  });

  test("the button names the versions and their targets", () => {
    const lines = rollBackPlan(aPromotion(), () => undefined);
    const nameOf = (target: string) => (target === "target-eu" ? "eu" : "us");
    expect(rollBackLabel(lines, nameOf)).toBe("Put back v33 on eu, v31 on us");
    expect(rollBackLabel([...lines, ...lines], nameOf)).toBe("Put back 4 apps");
    const same = [lines[0], lines[0], lines[0]].filter((line) => line !== undefined);
    expect(rollBackLabel(same, nameOf)).toBe("Put back v33 on 3 apps");
    expect(rollBackLabel(lines, () => "example-app-production")).toBe("Put back 2 apps");
  });
});
