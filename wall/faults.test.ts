import { expect, test } from "vitest";
import type { WallState } from "@/lib/schemas/wall";
import { isoAt, NOON, paired, tile } from "@/test/builders/wall";
import { faultOf } from "./faults";
import { initialState, type PollState, withAnswer, withFailure } from "./poll-state";
import { timeOfDay } from "./time-format";

type Fault = Extract<WallState, { state: "paired" }>["fault"];

/** A device whose date is wrong by an hour: it must not matter. */
const at = (ms: number) => ({ steady: ms, day: NOON + 3_600_000 + ms });
const since = timeOfDay(NOON);

function knowing(fault: Fault = null, readAt = NOON - 4_000): PollState {
  const state = paired([tile("a", { read_at: isoAt(readAt) })], { fault, period_ms: 45_000 });
  return withAnswer(initialState(at(0)), state, { requested: at(0), received: at(0) });
}

test("reports no fault while answers arrive", () => {
  expect(faultOf(knowing(), at(14_000))).toBeNull();
});

test("reports that Slipway cannot be reached after 15 s, but not for a short restart", () => {
  const known = withFailure(knowing(), "answered 502");
  expect(faultOf(known, at(14_000))).toBeNull();
  expect(faultOf({ ...known, nextTry: at(28_000) }, at(20_000))).toEqual({
    kind: "lost",
    title: `Slipway cannot be reached since ${since}, trying again`,
    line: "It answered 502. Next try in 8 s. Below is what we knew then.",
    greys: true,
  });
});

test("a preview whose session has ended shows that, not that Slipway cannot be reached", () => {
  expect(faultOf(withFailure(knowing(), "answered 401"), at(20_000))).toEqual({
    kind: "lost",
    title: `Signed out since ${since}`,
    line: "Sign in to Slipway again in this browser. Below is what we knew then.",
    greys: true,
  });
});

test("reports the same if Slipway was never reached", () => {
  const fault = faultOf(withFailure(initialState(at(0)), "answered 502"), at(16_000));
  expect(fault).toMatchObject({ kind: "lost", line: "It answered 502. Trying now." });
});

test.each([
  [{ kind: "heroku", detail: "503" } as const, "Heroku is not answering (503)", true],
  [{ kind: "slowed", detail: "" } as const, "Slowed down to spare the API budget, every 45 s", false],
  [
    { kind: "no grant", detail: "" } as const,
    `This screen may not read Heroku any more, since ${since}`,
    true,
  ],
])("gives %j its own words", (fault, title, greys) => {
  const state = { ...fault, since: isoAt(NOON) };
  expect(faultOf(knowing(state), at(1_000))).toMatchObject({ title, greys });
});

test("reports a fault if the server reports none but no data is fresh", () => {
  const fault = faultOf(knowing(null, NOON - 120_000), at(1_000));
  expect(fault).toMatchObject({ kind: "old", greys: true });
  expect(fault?.title).toBe(`Nothing new from Heroku since ${timeOfDay(NOON - 120_000)}`);
});
