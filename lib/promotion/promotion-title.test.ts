import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Promotion, STEPS, type Step } from "@/lib/schemas/promotion";
import { aRelease, minute } from "@/test/builders/objects";
import { aPromotion, aTarget, aTargetInUs, atStep } from "@/test/builders/promotions";
import { promotionTitle } from "./promotion-title";
import type { Standing } from "./standing";

const at = (eu: Step, us: Step): Promotion["targets"] => [atStep(eu), atStep(us, aTargetInUs())];
const running: { standingOf: () => Standing } = { standingOf: () => ({ state: "running" }) };
const titleText = (targets: Promotion["targets"], differs: Partial<Promotion> = {}) => {
  const { kind, word, rest } = promotionTitle(aPromotion({ targets, ...differs }), running);
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
    expect(titleText(at(eu, us))).toBe(words);
  });

  test("a single target has its app's name, as do targets of the same region; a hidden one is called hidden", () => {
    expect(titleText([atStep("sending")])).toBe("live: Promoting v12 → example-app-production");
    const twins = [atStep("sending"), atStep("waiting", aTargetInUs({ region: "eu" }))];
    expect(titleText(twins)).toBe("live: Promoting v12 → production, production-us");
    const hidden = aTarget({ app: { id: "app-x", name: null }, region: null });
    expect(titleText([hidden])).toBe("ok: v12 runs on a hidden app");
  });

  test("the title of a roll back names the versions and their targets", () => {
    const back = new Map([
      ["target-eu", 33],
      ["target-us", 31],
    ]);
    const title = (targets: Promotion["targets"], to = back) => {
      const { word, rest } = promotionTitle(aPromotion({ kind: "put back", targets }), {
        returnsTo: to,
        ...running,
      });
      return `${word} ${rest}`;
    };
    expect(title(at("release phase", "sending"))).toBe("Putting back v33 on eu, v31 on us");
    expect(title(at("release phase", "sending"), new Map())).toBe("Putting back eu, us");
    expect(title(at("done", "done"))).toBe("Back on eu and us: v33, v31");
    expect(title(at("done", "failed"))).toBe("Failed on us v33 on eu, v31 on us");
  });

  test("the title is never green unless all dynos are up, whatever status is reported as completed", () => {
    const step = fc.constantFrom(...STEPS);
    fc.assert(
      fc.property(step, step, (eu, us) => {
        const promotion = aPromotion({ targets: at(eu, us), status: "completed", outcome: "succeeded" });
        expect(promotionTitle(promotion, running).kind === "ok").toBe(eu === "done" && us === "done");
      }),
    );
  });

  test("the title is grey and in the past tense once a newer release has replaced it, with the time", () => {
    const overtaken: Standing = { state: "overtaken", by: aRelease({ version: 35 }), until: minute(31) };
    const title = (us: Standing, eu: Standing, differs: Partial<Promotion> = {}) => {
      const promotion = aPromotion({ targets: at("done", "done"), ...differs });
      const { kind, word, rest } = promotionTitle(promotion, {
        standingOf: ({ id }) => (id === "target-us" ? us : eu),
        clock: (iso) => iso.slice(11, 16),
      });
      return `${kind}: ${word} ${rest}`;
    };
    const runs: Standing = { state: "running" };
    expect(title(overtaken, overtaken)).toBe("past: v12 ran on eu and us until 10:31");
    expect(title(overtaken, overtaken, { put_back: "x" })).toBe(
      "past: v12 ran on eu and us until 10:31, then rolled back",
    );
    expect(title(overtaken, runs)).toBe("past: v12 ran on us, still running on eu");
    expect(title({ state: "hidden" }, runs)).toBe("unknown: Promoted v12 → eu, us");
    expect(title({ state: "unread" }, { state: "hidden" })).toBe("unknown: Promoted v12 → eu, us");
    expect(title(overtaken, { state: "hidden" })).toBe("past: v12 ran on us until 10:31");
  });

  test("a failure is grey once newer releases run on the failed targets", () => {
    const promotion = aPromotion({ targets: at("done", "failed") });
    const overtaken: Standing = { state: "overtaken", by: aRelease({ version: 35 }), until: minute(31) };
    const kind = (us: Standing) =>
      promotionTitle(promotion, { standingOf: ({ id }) => (id === "target-us" ? us : overtaken) }).kind;
    expect(kind(overtaken)).toBe("repaired");
    expect(kind({ state: "running" })).toBe("bad");
    expect(kind({ state: "hidden" })).toBe("bad");
  });
});
