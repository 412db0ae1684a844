import { describe, expect, test } from "vitest";
import type { PromotionTarget } from "@/lib/schemas/promotion";
import { aTarget, atStep } from "@/test/builders/promotions";
import { dynosText, promotionSteps } from "./promotion-steps";

const SIGNS = { done: "✓", now: "●", todo: "○", failed: "✕", unknown: "◌", skipped: "–", missed: "·" };
const drawn = (target: PromotionTarget, after: string | null = null) =>
  promotionSteps(target, after)
    .map((step) => `${SIGNS[step.state]} ${step.label}`)
    .join(" | ");
const failedRelease = { id: "release-34", version: 34, release_phase: true, status: "failed" };

describe("the steps of a target", () => {
  test.each<[string, PromotionTarget, string]>([
    ["waiting", atStep("waiting"), "○ waits for eu | ○ release v34 | ○ release phase | ○ dynos up"],
    ["sending", atStep("sending"), "✓ sent | ● release v34 | ○ release phase | ○ dynos up"],
    ["release phase", atStep("release phase"), "✓ sent | ✓ released v34 | ● release phase | ○ dynos up"],
    [
      "dynos",
      atStep("dynos", aTarget({ dynos: [{ type: "web", up: 1, of: 2 }] })),
      "✓ sent | ✓ released v34 | ✓ release phase | ● starting 1/2",
    ],
    ["done", aTarget(), "✓ sent | ✓ released v34 | ✓ release phase | ✓ dynos up"],
    [
      "without a release phase",
      aTarget({ release: { id: "r", version: 34, release_phase: false, status: "succeeded" } }),
      "✓ sent | ✓ released v34 | – no release phase | ✓ dynos up",
    ],
    [
      "failed in its release phase",
      aTarget({ step: "failed", release: failedRelease }),
      "✓ sent | ✓ released v34 | ✕ release phase failed | · dynos up",
    ],
    [
      "refused",
      aTarget({ step: "failed", release: null }),
      "✓ sent | ✕ no release | · release phase | · dynos up",
    ],
    [
      "never sent",
      aTarget({ step: "failed", release: null, sent_at: null }),
      "✕ not sent | · release v34 | · release phase | · dynos up",
    ],
    [
      "expired",
      aTarget({ step: "failed", release: { ...failedRelease, status: "expired" } }),
      "✓ sent | ✓ released v34 | ✕ release phase expired | · dynos up",
    ],
    [
      "crashed",
      aTarget({ step: "crashed", dynos: [{ type: "web", up: 1, of: 2 }] }),
      "✓ sent | ✓ released v34 | ✓ release phase | ✕ crashed 1/2",
    ],
    ["stopped", atStep("stopped"), "· not sent | · release v34 | · release phase | · dynos up"],
    [
      "unknown after it was sent",
      atStep("unknown", aTarget({ release: null })),
      "✓ sent | ◌ release v34 | ○ release phase | ○ dynos up",
    ],
    [
      "unknown in its release phase",
      aTarget({ step: "unknown", release: { ...failedRelease, status: "pending" } }),
      "✓ sent | ✓ released v34 | ◌ release phase | ○ dynos up",
    ],
  ])("%s", (_name, target, steps) => {
    expect(drawn(target, target.step === "waiting" ? "eu" : null)).toBe(steps);
  });

  test("new dynos that are up wait for the old ones to stop, with preboot for about 3 minutes", () => {
    const label = (old: { old?: number; preboot?: boolean }) =>
      promotionSteps({ ...atStep("dynos"), dynos: [{ type: "web", up: 2, of: 2, ...old }] }, null)[3]?.label;
    expect(label({ old: 2, preboot: true })).toBe("preboot: about 3 min");
    expect(label({ old: 1 })).toBe("old dynos still up");
    expect(label({})).toBe("starting 2/2");
  });

  test("the step in progress counts from its start", () => {
    const since = (target: PromotionTarget) => promotionSteps(target, null).map((step) => step.since);
    const phase = atStep("release phase");
    expect(since(phase)).toEqual([null, null, phase.released_at, null]);
    expect(since(aTarget())).toEqual([null, null, null, null]);
  });

  test("a row ends with its dynos, or with the crashed ones", () => {
    expect(dynosText(aTarget())).toBe("web 2/2 up on v34");
    expect(dynosText(aTarget({ dynos: [] }))).toBe("on v34, with no dynos to start");
    expect(dynosText(atStep("release phase"))).toBeNull();
    const dynos = [
      { type: "web", up: 1, of: 2 },
      { type: "worker", up: 1, of: 1 },
    ];
    expect(dynosText(aTarget({ step: "crashed", dynos }))).toBe("web crashed on v34, 1/2 up");
  });
});
