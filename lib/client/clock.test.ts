import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { forgetTime, type Moment, noteDate, serverNow } from "./clock";

/** The true time of the server when the page opens. */
const BEGIN = Date.parse("2026-11-21T14:00:00.400Z");
const header = (at: number) => new Date(at).toUTCString();

beforeEach(forgetTime);

/** A device whose clock is off by `skew`, `after` ms after the page opened. */
function device(skew: number, after: number): Moment {
  return { steady: after, day: BEGIN + skew + after };
}

test("returns the device's time until the server's is known", () => {
  expect(serverNow(device(600_000, 0))).toBe(BEGIN + 600_000);
});

test("follows the server's clock, however wrong the device's is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -400 * 86_400_000, max: 400 * 86_400_000 }),
      fc.array(fc.record({ pause: fc.nat(120_000), way: fc.nat(400), back: fc.nat(400) }), { minLength: 1 }),
      (skew, answers) => {
        forgetTime();
        let at = 0;
        for (const { pause, way, back } of answers) {
          const sent = at + pause;
          at = sent + way + back;
          noteDate(header(BEGIN + sent + way), device(skew, sent), device(skew, at));
          expect(Math.abs(serverNow(device(skew, at)) - (BEGIN + at))).toBeLessThanOrEqual(900);
        }
      },
    ),
  );
});

test("uses the longer elapsed time after the device slept, until the next response", () => {
  noteDate(header(BEGIN), device(0, 0), device(0, 10));
  const awake = { steady: 1_000, day: BEGIN + 3_600_000 };
  expect(serverNow(awake)).toBeGreaterThan(BEGIN + 3_598_000);
  expect(serverNow(awake)).toBeLessThan(BEGIN + 3_602_000);
});

test("continues when the device's clock is set back", () => {
  noteDate(header(BEGIN), device(0, 0), device(0, 10));
  const later = { steady: 80_000, day: BEGIN - 600_000 };
  expect(Math.abs(serverNow(later) - (BEGIN + 80_000))).toBeLessThan(1_000);
});

test("uses the newest response when the device's clock was set forward", () => {
  noteDate(header(BEGIN), device(0, 0), device(0, 10));
  const set = { steady: 2_000, day: BEGIN + 600_000 };
  noteDate(header(BEGIN + 2_000), set, set);
  expect(Math.abs(serverNow(set) - (BEGIN + 2_000))).toBeLessThan(1_000);
});

test("ignores a response without a date", () => {
  noteDate(null, device(0, 0), device(0, 10));
  expect(serverNow(device(5, 10))).toBe(BEGIN + 15);
});
