import fc from "fast-check";
import { expect, test } from "vitest";
import { isoAt, NOON, paired, promotion, tile } from "@/test/builders/wall";
import { screenOf } from "./grid";
import { initialState, type PollState, withAnswer, withFailure } from "./poll-state";
import type { VirtualElement } from "./tree";
import { wallView } from "./view";

const SKEW = 10 * 60_000;
const LIMIT = 75_000;

/** One second of a wall's life. */
const second = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "pass" as const }) },
  // An answer, its data `age` old when it was made, `delay` on its way. The upstream may lie: then `age` grows.
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      age: fc.oneof(fc.nat(30_000), fc.nat(300_000)),
      delay: fc.nat(10_000),
      fault: fc.constantFrom(null, "heroku" as const, "slowed" as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "failure" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repeat" as const) }) },
  // The device sleeps: its steady clock stands still, or its date does.
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("sleep" as const), ms: fc.nat(200_000), steady: fc.boolean() }),
  },
);

test("never shows data older than 75 s in green, through faults, sleep and wrong clocks", () => {
  let greens = 0;
  const life = fc.record({
    server: fc.integer({ min: -SKEW, max: SKEW }),
    device: fc.integer({ min: -SKEW, max: SKEW }),
    period: fc.constantFrom(2_000, 25_000, 45_000, 120_000),
    promoting: fc.boolean(),
    seconds: fc.array(second, { maxLength: 120 }),
  });
  fc.assert(
    fc.property(life, ({ server, device, period, promoting, seconds }) => {
      let now = NOON;
      let [steadyLag, dayLag] = [0, 0];
      const moment = (time: number) => ({ steady: time - NOON - steadyLag, day: time + device - dayLag });
      let known: PollState = initialState(moment(now));
      let readAt = Number.NEGATIVE_INFINITY;
      for (const event of seconds) {
        now += 1_000;
        if (event.kind === "sleep") {
          now += event.ms;
          if (event.steady) steadyLag += event.ms;
          else dayLag += event.ms;
        } else if (event.kind === "failure") {
          known = withFailure(known, "answered 502");
        } else if (event.kind === "repeat" && known.latest) {
          known = withAnswer(known, known.latest.state, { requested: moment(now), received: moment(now) });
        } else if (event.kind === "answer") {
          const requested = moment(now);
          const made = now;
          now += event.delay;
          readAt = made - event.age;
          const fault = event.fault && { kind: event.fault, since: isoAt(made + server), detail: "" };
          const promotions = promoting ? [promotion(isoAt(readAt + server))] : [];
          const given = { period_ms: period, fault, promotions, server_time: isoAt(made + server) };
          const state = paired([tile("a", { read_at: isoAt(readAt + server) })], given);
          known = withAnswer(known, state, { requested, received: moment(now) });
        }
        const green = isGreen(draw(known, moment(now)));
        if (green) greens += 1;
        if (green && now - readAt > LIMIT) throw new Error(`green after ${now - readAt} ms`);
      }
    }),
    { numRuns: 300 },
  );
  // The property is empty for a wall that is never green.
  expect(greens).toBeGreaterThan(100);
});

test("shows fresh data in green, however wrong the clocks are", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -SKEW, max: SKEW }),
      fc.integer({ min: -SKEW, max: SKEW }),
      (server, device) => {
        const at = (ms: number) => ({ steady: ms, day: NOON + device + ms });
        const state = paired([tile("a", { read_at: isoAt(NOON + server - 20_000) })], {
          server_time: isoAt(NOON + server),
        });
        const known = withAnswer(initialState(at(0)), state, { requested: at(0), received: at(500) });
        expect(isGreen(draw(known, at(30_000)))).toBe(true);
      },
    ),
  );
});

function draw(known: PollState, now: { steady: number; day: number }): VirtualElement[] {
  const screen = screenOf(1920, 1080);
  return wallView(known, { now, screen, fineSince: null, pageOf: () => 0, awake: null, preview: false });
}

function isGreen(pieces: VirtualElement[]): boolean {
  return pieces.some(({ classes, kids }) => /\b(ok|done)\b/.test(classes) || isGreen(kids));
}
