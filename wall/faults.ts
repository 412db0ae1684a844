import type { WallState } from "@/lib/schemas/wall";
import { elapsed, type Moment } from "./clock";
import { limitsOf } from "./freshness";
import { type Knowledge, silence, timeAt } from "./knowledge";
import { pointInTime, span } from "./words";

type Paired = Extract<WallState, { state: "paired" }>;

/** A band over the wall: why its data are not fresh. */
export type Fault = {
  kind: "lost" | "heroku" | "slowed" | "no grant" | "old";
  title: string;
  line: string | null;
  /** Whether nothing below may look current. */
  greys: boolean;
};

/** A restart of the server takes less: no band for that. */
const LOST_AFTER_MS = 15_000;
const KNEW_THEN = "Below is what we knew then.";

/** What keeps the wall from being fresh at this moment; what the page sees itself comes first. */
export function faultOf(known: Knowledge, now: Moment): Fault | null {
  if (known.failures > 0 && silence(known, now) >= LOST_AFTER_MS) return lost(known, now);
  const state = known.latest?.state;
  if (state?.state !== "paired") return null;
  const time = timeAt(known, now);
  return state.fault ? reported(state.fault, state.period_ms, time) : nothingNew(state, time);
}

function lost(known: Knowledge, now: Moment): Fault {
  const since = timeAt(known, now) - silence(known, now);
  const wait = known.nextTry ? elapsed(now, known.nextTry) : 0;
  const next = wait > 0 ? `Next try in ${span(wait + 999)}.` : "Trying now.";
  const said = /^answered/.test(known.problem ?? "") ? `It ${known.problem}. ` : "";
  return {
    kind: "lost",
    title: `Slipway cannot be reached since ${pointInTime(since, timeAt(known, now))}, trying again`,
    line: said + next + (known.latest?.state.state === "paired" ? ` ${KNEW_THEN}` : ""),
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

/** The server answers and names no fault, and yet nothing is fresh: it is not believed. */
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
