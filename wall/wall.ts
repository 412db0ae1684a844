import type { Awake } from "./awake";
import { elapsed, type Moment } from "./clock";
import type { Feed } from "./feed";
import { screenOf } from "./grid";
import { type Item, itemsOf } from "./items";
import { timeAt } from "./knowledge";
import { Drawing } from "./patch";
import { burnInShift } from "./pointer";
import { reloadReason, Versions } from "./upkeep";
import { wallView } from "./view";
import { overView } from "./view-over";

/** What survives a reload: since when all was fine, and when that was last seen. Server's time, ms. */
type FineRecord = { since: number; seen: number };

/** Longer unseen, and something may have been broken in between. */
const GAP_MS = 75_000;

/** The record after looking at `items`; null while something is wrong or nobody knows. */
export function fineRecord(before: FineRecord | null, items: Item[], now: number): FineRecord | null {
  const fine = items.length > 0 && items.every(({ group, look }) => group !== "problem" && look !== "stale");
  if (!fine) return null;
  if (before && now >= before.seen && now - before.seen <= GAP_MS) return { since: before.since, seen: now };
  return { since: now, seen: now };
}

/** Reads what an earlier page left behind. */
export function readFineRecord(text: string | null): FineRecord | null {
  const [since, seen] = (text ?? "").split(" ").map(Number);
  return since && seen ? { since, seen } : null;
}

export function writeFineRecord(record: FineRecord): string {
  return `${record.since} ${record.seen}`;
}

/** Bytes that scripts use; null where the browser does not tell. */
function usedMemory(): number | null {
  const memory: unknown = "memory" in performance ? performance.memory : null;
  if (typeof memory !== "object" || memory === null || !("usedJSHeapSize" in memory)) return null;
  return typeof memory.usedJSHeapSize === "number" ? memory.usedJSHeapSize : null;
}

/** Which page is shown, and since when. */
export type Turn = { page: number; since: Moment };

const PAGE_MS = 12_000;
const PROBLEM_PAGE_MS = 24_000;

/** The page to show now: the next one when its time is over. `loud` says for each page whether a problem stands on it. */
export function turn(before: Turn, loud: boolean[], now: Moment): Turn {
  if (loud.length <= 1) return { page: 0, since: now };
  if (before.page >= loud.length) return { page: 0, since: now };
  const stay = loud[before.page] ? PROBLEM_PAGE_MS : PAGE_MS;
  if (elapsed(before.since, now) < stay) return before;
  return { page: (before.page + 1) % loud.length, since: now };
}

type Parts = {
  feed: Feed;
  awake: Awake;
  begun: Moment;
  now: () => Moment;
  root: HTMLElement;
  over: HTMLElement;
  stopped: HTMLElement;
  reload: () => void;
};

const FINE_KEY = "slipway-wall-fine";

/** Draws once a second what is known, and looks after the page that does it. */
export class Wall {
  private readonly parts: Parts;
  private readonly drawing: Drawing;
  private readonly over: Drawing;
  private readonly versions = new Versions();
  private memory: number[] = [];
  private readonly preview = /[?&]preview\b/.test(location.search);
  private turn: Turn;
  private fine: FineRecord | null = readFineRecord(storage()?.getItem(FINE_KEY) ?? null);
  private heard: string | null = null;
  private sampled = 0;
  private quiet = true;

  constructor(parts: Parts) {
    this.parts = parts;
    this.drawing = new Drawing(parts.root);
    this.over = new Drawing(parts.over);
    this.turn = { page: 0, since: parts.begun };
  }

  /** One second: judge, draw, look after the page. A wall that cannot be drawn says so rather than stay as it was. */
  tick(): void {
    const { stopped, reload } = this.parts;
    try {
      this.learn();
      this.draw();
      // Two animations that do the same: to switch between them begins the countdown anew.
      stopped.className = stopped.className === "even" ? "odd" : "even";
    } catch {
      stopped.className = "now";
      reload();
    }
    if (this.shouldReload()) reload();
  }

  private learn(): void {
    const { feed, now } = this.parts;
    const state = feed.known.latest?.state;
    if (!state) return;
    if (this.heard !== state.server_time) this.versions.hear(state.server_version);
    this.heard = state.server_time;
    if (state.state !== "paired") return;
    const time = timeAt(feed.known, now());
    const items = itemsOf(state.tiles, state.period_ms, time, false);
    this.quiet = items.every(({ group }) => group === "calm") && state.promotions.length === 0;
    const before = this.fine;
    this.fine = fineRecord(before, items, time);
    if (this.fine?.since !== before?.since || this.sampled % 15 === 0) remember(this.fine);
  }

  private draw(): void {
    const { feed, awake, root, now } = this.parts;
    const { known } = feed;
    const moment = now();
    const pieces = wallView(known, {
      now: moment,
      screen: screenOf(window.innerWidth, window.innerHeight),
      fineSince: this.fine?.since ?? null,
      turn: (loud) => {
        this.turn = turn(this.turn, loud, moment);
        return this.turn.page;
      },
      awake: awake.problem,
      preview: this.preview,
    });
    const shift = burnInShift(moment.steady);
    root.style.transform = `translate(${shift.x}vmin, ${shift.y}vmin)`;
    this.drawing.show(pieces);
    this.over.show(overView(known, { time: timeAt(known, moment), awake: awake.problem }));
    void awake.hold();
  }

  private shouldReload(): boolean {
    const { begun, now, feed } = this.parts;
    const moment = now();
    this.sampled += 1;
    const used = this.sampled % 60 === 0 ? usedMemory() : null;
    if (used !== null) this.memory = [...this.memory.slice(-89), used];
    return (
      reloadReason({
        uptime: elapsed(begun, moment),
        hour: new Date(timeAt(feed.known, moment)).getHours(),
        quiet: this.quiet,
        version: this.versions.first,
        newVersion: this.versions.newer,
        memory: this.memory,
      }) !== null
    );
  }
}

function remember(record: FineRecord | null): void {
  if (record) storage()?.setItem(FINE_KEY, writeFineRecord(record));
  else storage()?.removeItem(FINE_KEY);
}

/** Null where the browser was told to keep nothing. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
