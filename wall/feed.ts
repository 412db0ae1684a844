import { type Clocks, momentOf } from "./clock";
import { failed, type Knowledge, learned, nothingKnown } from "./knowledge";
import { readState } from "./read";

const RUNNING_MS = 2_000;
const QUIET_MS = 4_000;
const LONGEST_MS = 30_000;

/** Ms until the server is asked again; `random` is 0 to 1 and keeps twenty screens from asking in step. */
export function nextDelay(at: { failures: number; running: boolean }, random: number): number {
  if (at.failures === 0) return (at.running ? RUNNING_MS : QUIET_MS) * (0.9 + 0.2 * random);
  return Math.min(LONGEST_MS, 1_000 * 2 ** Math.min(at.failures, 5)) * (0.7 + 0.3 * random);
}

type Means = {
  clocks: Clocks;
  /** Asks the server once; rejects when nothing usable came back. */
  ask: () => Promise<unknown>;
  /** Calls back after so many ms; gives what calls it off. */
  later: (ms: number, act: () => void) => () => void;
  random: () => number;
};

/** Keeps `known` current: asks, learns, asks again; after failures less and less often. */
export class Feed {
  private readonly means: Means;
  private state: Knowledge;
  private callOff: () => void = () => {};
  private asking = false;

  constructor(means: Means) {
    this.means = means;
    this.state = nothingKnown(momentOf(means.clocks));
  }

  get known(): Knowledge {
    return this.state;
  }

  /** Asks now, unless it is being asked. */
  async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    this.callOff();
    const { clocks } = this.means;
    const asked = momentOf(clocks);
    try {
      const answer = readState(await this.means.ask());
      this.state = answer
        ? learned(this.state, answer, { asked, received: momentOf(clocks) })
        : failed(this.state, "answered something else");
    } catch (error) {
      this.state = failed(this.state, error instanceof Error ? error.message : "");
    }
    this.asking = false;
    this.plan();
  }

  private plan(): void {
    const { failures, latest } = this.state;
    const running = latest?.state.state === "paired" && isRunning(latest.state);
    const delay = nextDelay({ failures, running }, this.means.random());
    const { steady, day } = momentOf(this.means.clocks);
    this.state = { ...this.state, nextTry: { steady: steady + delay, day: day + delay } };
    this.callOff = this.means.later(delay, () => void this.ask());
  }
}

/** Whether something moves that is worth a closer look. */
function isRunning(state: {
  tiles: { kind: string }[];
  promotions: { finished_at: string | null }[];
}): boolean {
  return (
    state.tiles.some(({ kind }) => kind === "live") ||
    state.promotions.some(({ finished_at }) => !finished_at)
  );
}
