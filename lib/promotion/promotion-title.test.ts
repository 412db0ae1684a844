import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Promotion, STEPS, type Step } from "@/lib/schemas/promotion";
import { aPromotion, aTarget, aTargetInUs, atStep } from "@/test/builders/promotions";
import { promotionTitle } from "./promotion-title";

const at = (eu: Step, us: Step): Promotion["targets"] => [atStep(eu), atStep(us, aTargetInUs())];
const said = (targets: Promotion["targets"], differs: Partial<Promotion> = {}) => {
  const { kind, word, rest } = promotionTitle(aPromotion({ targets, ...differs }));
  return `${kind}: ${word} ${rest}`;
};

describe("the title of a promotion", () => {
  test.each<[Step, Step, string]>([
    ["release phase", "waiting", "live: Promoting v12 → eu, us"],
    ["done", "dynos", "live: Released v12 → eu, us; us is still starting"],
    ["dynos", "dynos", "live: Released v12 → eu, us; eu and us are still starting"],
    ["done", "done", "ok: v12 runs on eu and us"],
    ["done", "failed", "bad: Failed on us v12 → eu, us"],
    ["failed", "crashed", "bad: Failed on eu, crashed on us v12 → eu, us"],
    ["crashed", "done", "bad: Crashed on eu v12 → eu, us"],
    ["release phase", "failed", "bad: Failed on us v12 → eu, us; eu on its way"],
    ["done", "stopped", "canceled: Stopped after eu v12 → eu, us"],
    ["stopped", "stopped", "canceled: Stopped before anything was sent v12 → eu, us"],
    ["done", "unknown", "unknown: Unknown on us v12 → eu, us"],
    ["unknown", "release phase", "live: Promoting v12 → eu, us"],
  ])("eu %s, us %s: %s", (eu, us, words) => {
    expect(said(at(eu, us))).toBe(words);
  });

  test("one target has its app's name, as have those of one region; a hidden one says so", () => {
    expect(said([atStep("sending")])).toBe("live: Promoting v12 → example-app-production");
    const twins = [atStep("sending"), atStep("waiting", aTargetInUs({ region: "eu" }))];
    expect(said(twins)).toBe("live: Promoting v12 → production, production-us");
    const hidden = aTarget({ app: { id: "app-x", name: null }, region: null });
    expect(said([hidden])).toBe("ok: v12 runs on a hidden app");
  });

  test("a put back says what returns where", () => {
    const back = new Map([
      ["target-eu", 33],
      ["target-us", 31],
    ]);
    const title = (targets: Promotion["targets"], to = back) => {
      const { word, rest } = promotionTitle(aPromotion({ kind: "put back", targets }), to);
      return `${word} ${rest}`;
    };
    expect(title(at("release phase", "sending"))).toBe("Putting back v33 on eu, v31 on us");
    expect(title(at("release phase", "sending"), new Map())).toBe("Putting back eu, us");
    expect(title(at("done", "done"))).toBe("Back on eu and us: v33, v31");
    expect(title(at("done", "failed"))).toBe("Failed on us v33 on eu, v31 on us");
  });

  test("is never green unless all dynos are up, whatever else is said to be completed", () => {
    const step = fc.constantFrom(...STEPS);
    fc.assert(
      fc.property(step, step, (eu, us) => {
        const promotion = aPromotion({ targets: at(eu, us), status: "completed", outcome: "succeeded" });
        expect(promotionTitle(promotion).kind === "ok").toBe(eu === "done" && us === "done");
      }),
    );
  });
});
