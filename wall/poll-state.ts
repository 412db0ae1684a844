import type { WallState } from "@/lib/schemas/wall";
import { type Anchor, elapsed, type Moment, serverNow } from "./clock";

/** The newest answer of the server, and the failures since. */
export type PollState = {
  startedAt: Moment;
  /** The newest readable answer. Its anchor ties the server's time to the moment of the request. */
  latest: { state: WallState; anchor: Anchor; received: Moment } | null;
  /** Failed requests since the newest answer, and the problem of the last one, such as "answered 502". */
  failures: number;
  problem: string | null;
  nextTry: Moment | null;
};

export function initialState(startedAt: Moment): PollState {
  return { startedAt, latest: null, failures: 0, problem: null, nextTry: null };
}

/** Anchors to the time of the request: a delay on the way never makes an answer look younger. */
export function withAnswer(
  before: PollState,
  state: WallState,
  at: { requested: Moment; received: Moment },
): PollState {
  // A proxy repeats an old answer.
  if (state.server_time === before.latest?.state.server_time)
    return withFailure(before, "repeated an old answer");
  const anchor = { server: Date.parse(state.server_time), moment: at.requested };
  const latest = { state, anchor, received: at.received };
  return { ...before, latest, failures: 0, problem: null, nextTry: null };
}

export function withFailure(before: PollState, problem: string): PollState {
  return { ...before, failures: before.failures + 1, problem };
}

/** Returns the server's time, or the device's before the first answer. */
export function timeAt({ latest }: PollState, now: Moment): number {
  return latest ? serverNow(latest.anchor, now) : now.day;
}

/** Returns the ms since the newest answer, or since the start if there is none. */
export function silentFor({ latest, startedAt }: PollState, now: Moment): number {
  return elapsed(latest ? latest.received : startedAt, now);
}
