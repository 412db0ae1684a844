import type { WallState } from "@/lib/schemas/wall";
import { type Anchor, elapsed, type Moment, serverNow } from "./clock";

/** What the page knows, and how it came to know it. */
export type Knowledge = {
  begun: Moment;
  /** The newest answer that could be read, and the server's time tied to the moment it was asked for. */
  latest: { state: WallState; anchor: Anchor; received: Moment } | null;
  /** Attempts without an answer since the newest one, and what the last of them met: "answered 502". */
  failures: number;
  problem: string | null;
  nextTry: Moment | null;
};

export function nothingKnown(begun: Moment): Knowledge {
  return { begun, latest: null, failures: 0, problem: null, nextTry: null };
}

/** An answer came: `asked` is when its request left, so that no delay on the way makes it look younger. */
export function learned(
  before: Knowledge,
  state: WallState,
  at: { asked: Moment; received: Moment },
): Knowledge {
  // Something between us and the server repeats an old answer.
  if (state.server_time === before.latest?.state.server_time) return failed(before, "repeated an old answer");
  const anchor = { server: Date.parse(state.server_time), moment: at.asked };
  const latest = { state, anchor, received: at.received };
  return { ...before, latest, failures: 0, problem: null, nextTry: null };
}

export function failed(before: Knowledge, problem: string): Knowledge {
  return { ...before, failures: before.failures + 1, problem };
}

/** The time that the wall shows: the server's, or the device's own until the server was heard. */
export function timeAt({ latest }: Knowledge, now: Moment): number {
  return latest ? serverNow(latest.anchor, now) : now.day;
}

/** Ms since the server was last heard; since the page began when it never was. */
export function silence({ latest, begun }: Knowledge, now: Moment): number {
  return elapsed(latest ? latest.received : begun, now);
}
