import type { WallState } from "@/lib/schemas/wall";
import { elapsed, type Moment } from "./clock";
import { limitsOf } from "./items";
import { type PollState, silentFor, timeAt } from "./poll-state";
import { pointInTime, span } from "./time-format";

type Paired = Extract<WallState, { state: "paired" }>;

/** A band above the wall that states why its data is old. */
export type Fault = {
  kind: "lost" | "heroku" | "slowed" | "no grant" | "old";
  title: string;
  line: string | null;
  /** true if every tile below is grey. */
  greys: boolean;
};

/** A restart of the server takes less time, and shows no band. */
const LOST_AFTER_MS = 15_000;
/** The problem of a preview whose session has ended; a paired screen needs no session. */
const SIGNED_OUT = "answered 401";
const KNEW_THEN = "Below is what we knew then.";

/** Returns why the data is old, or null. What the page itself observes takes precedence over what the server reports. */
export function faultOf(poll: PollState, now: Moment): Fault | null {
  if (poll.failures > 0 && silentFor(poll, now) >= LOST_AFTER_MS) return lost(poll, now);
  const state = poll.latest?.state;
  if (state?.state !== "paired") return null;
  const time = timeAt(poll, now);
  return state.fault ? reported(state.fault, state.period_ms, time) : nothingNew(state, time);
}

function lost(poll: PollState, now: Moment): Fault {
  const since = timeAt(poll, now) - silentFor(poll, now);
  const at = pointInTime(since, timeAt(poll, now));
  const then = poll.latest?.state.state === "paired" ? ` ${KNEW_THEN}` : "";
  if (poll.problem === SIGNED_OUT) {
    const line = `Sign in to Slipway again in this browser.${then}`;
    return { kind: "lost", title: `Signed out since ${at}`, line, greys: true };
  }
  const wait = poll.nextTry ? elapsed(now, poll.nextTry) : 0;
  const next = wait > 0 ? `Next try in ${span(wait + 999)}.` : "Trying now.";
  const answered = /^answered/.test(poll.problem ?? "") ? `It ${poll.problem}. ` : "";
  return {
    kind: "lost",
    title: `Slipway cannot be reached since ${at}, trying again`,
    line: answered + next + then,
    greys: true,
  };
}

function reported(fault: NonNullable<Paired["fault"]>, periodMs: number, time: number): Fault {
  const since = pointInTime(Date.parse(fault.since), time);
  if (fault.kind === "slowed") {
    const title = `Slowed down to spare the API budget, every ${span(periodMs)}`;
    return { kind: "slowed", title, line: null, greys: false };
  }
  if (fault.kind === "no grant") {
    const title = `This screen may not read Heroku any more, since ${since}`;
    return {
      kind: "no grant",
      title,
      line: fault.detail || "Pair it again from the Screens page.",
      greys: true,
    };
  }
  const detail = fault.detail ? ` (${fault.detail})` : "";
  return {
    kind: "heroku",
    title: `Heroku is not answering${detail}`,
    line: `Since ${since}. ${KNEW_THEN}`,
    greys: true,
  };
}

/** Returns a fault if the server reports none but all of its data is old. */
function nothingNew(state: Paired, time: number): Fault | null {
  const newest = Math.max(...state.tiles.map((tile) => Date.parse(tile.read_at)));
  if (state.tiles.length === 0 || time - newest <= limitsOf(state.period_ms).grey) return null;
  return {
    kind: "old",
    title: `Nothing new from Heroku since ${pointInTime(newest, time)}`,
    line: `Slipway answers. ${KNEW_THEN}`,
    greys: true,
  };
}
