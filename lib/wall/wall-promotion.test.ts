import { describe, expect, test } from "vitest";
import { WallPromotion } from "@/lib/schemas/wall";
import { aPromotion, aTarget, aTargetInUs, atStep } from "@/test/builders/promotions";
import { wallPromotion } from "./wall-promotion";

const at = { names: false, readAt: "2026-11-21T12:00:00.000Z" };

describe("a promotion on a wall", () => {
  test("has four steps per target, and initials", () => {
    const targets = [atStep("release phase"), atStep("waiting", aTargetInUs())];
    const shown = wallPromotion(aPromotion({ targets, order: "in turn" }), at);
    expect(WallPromotion.parse(shown)).toMatchObject({ who: "DI" });
    expect(shown?.targets.map(({ steps }) => steps.map(({ state }) => state))).toEqual([
      ["done", "done", "now", "next"],
      ["next", "next", "next", "next"],
    ]);
    expect(shown?.targets[1]?.steps[0]?.word).toBe("waits for example-app-production");
  });

  test("leaves out targets that the screen cannot read", () => {
    const hidden = aTarget({ app: { id: "app-eu", name: null } });
    const both = wallPromotion(aPromotion({ targets: [hidden, aTargetInUs()] }), at);
    expect(both?.targets.map(({ app }) => app)).toEqual(["example-app-production-us"]);
    expect(wallPromotion(aPromotion({ targets: [hidden] }), at)).toBeNull();
  });

  test("masks text that looks like a secret, and contains no e-mail address", () => {
    const promotion = aPromotion({});
    const source = { ...promotion.source, description: "Rotate HRKU-abcdef0123456789" };
    const shown = wallPromotion({ ...promotion, source }, { ...at, names: true });
    expect(shown).toMatchObject({ description: "Rotate …", who: "Dana Ito" });
    expect(JSON.stringify(shown)).not.toContain("@");
  });
});
