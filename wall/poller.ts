import { type Clocks, localTimeToMs } from "./clock";
import { initialState, type PollState, withAnswer, withFailure } from "./poll-state";
import { readState } from "./read";

const RUNNING_MS = 2_000;
const QUIET_MS = 4_000;
const LONGEST_MS = 30_000;

/** Returns the ms until the next request. `random` (0 to 1) spreads the requests of many screens. */
export function nextDelay(at: { failures: number; running: boolean }, random: number): number {
  if (at.failures === 0) return (at.running ? RUNNING_MS : QUIET_MS) * (0.9 + 0.2 * random);
  return Math.min(LONGEST_MS, 1_000 * 2 ** Math.min(at.failures, 5)) * (0.7 + 0.3 * random);
}

type Options = {
  clocks: Clocks;
  /** Requests the state once. Rejects if the response is unusable. */
  request: () => Promise<unknown>;
  /** Calls `run` after `ms`; returns a function that cancels it. */
  schedule: (ms: number, run: () => void) => () => void;
  random: () => number;
};

export type Poller = {
  state: () => PollState;
  /** Requests the state now, unless a request is pending. */
  poll: () => Promise<void>;
};

/** Requests the wall's state again and again, less often after failures. */
export function createPoller({ clocks, request, schedule, random }: Options): Poller {
  let state = initialState(localTimeToMs(clocks));
  let cancel = () => {};
  let pending = false;

  async function poll(): Promise<void> {
    if (pending) return;
    pending = true;
    cancel();
    const requested = localTimeToMs(clocks);
    try {
      const answer = readState(await request());
      state = answer
        ? withAnswer(state, answer, { requested, received: localTimeToMs(clocks) })
        : withFailure(state, "answered something else");
    } catch (error) {
      state = withFailure(state, error instanceof Error ? error.message : "");
    }
    pending = false;
    scheduleNext();
  }

  function scheduleNext(): void {
    const { failures, latest } = state;
    const running = latest?.state.state === "paired" && isRunning(latest.state);
    const delay = nextDelay({ failures, running }, random());
    const { steady, day } = localTimeToMs(clocks);
    state = { ...state, nextTry: { steady: steady + delay, day: day + delay } };
    cancel = schedule(delay, () => void poll());
  }

  return { state: () => state, poll };
}

/** Returns true if something changes that is worth shorter intervals. */
function isRunning(state: {
  tiles: { kind: string }[];
  promotions: { finished_at: string | null }[];
}): boolean {
  return (
    state.tiles.some(({ kind }) => kind === "live") ||
    state.promotions.some(({ finished_at }) => !finished_at)
  );
}
