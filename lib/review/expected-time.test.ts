import { expect, test } from "vitest";
import { minute } from "@/test/builders/objects";
import { aPromotion, aTarget, aTargetInUs, atStep } from "@/test/builders/promotions";
import { expectedTime } from "./expected-time";

const past = [
  aPromotion({ id: "a", targets: [aTarget({ sent_at: minute(0), finished_at: minute(3) })] }),
  aPromotion({ id: "b", targets: [aTargetInUs({ sent_at: minute(0), finished_at: minute(2) })] }),
  aPromotion({ id: "c", targets: [aTarget({ sent_at: minute(0), finished_at: minute(9), step: "failed" })] }),
];
const now = (order: "together" | "in turn") =>
  aPromotion({ order, targets: [atStep("sending"), atStep("waiting", aTargetInUs())] });

test("a sequential promotion takes the sum of the targets' earlier times, a parallel one the longest", () => {
  expect(expectedTime(now("in turn"), past)).toBe(5 * 60_000);
  expect(expectedTime(now("together"), past)).toBe(3 * 60_000);
});

test("no time is expected if one target is new, and a promotion does not predict itself", () => {
  expect(expectedTime(now("together"), past.slice(0, 1))).toBeNull();
  expect(expectedTime(aPromotion(), [aPromotion()])).toBeNull();
});
