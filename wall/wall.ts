import { elapsed, type Moment } from "./clock";
import { screenOf } from "./grid";
import { type Item, itemsOf } from "./items";
import { Drawing } from "./patch";
import { burnInShift } from "./pointer";
import { type PollState, timeAt } from "./poll-state";
import type { Poller } from "./poller";
import { el, type VirtualElement } from "./tree";
import { reloadReason, Versions } from "./upkeep";
import { wallView } from "./view";
import type { WakeLock } from "./wake-lock";

/** The start of the current period without problems, and its last confirmation. Server's time in ms; survives reloads. */
type HealthyPeriod = { since: number; seen: number };

/** Something may have broken during a longer gap. */
const GAP_MS = 75_000;

/** Returns the next record; null while something is broken or unknown. */
export function healthyPeriod(
  before: HealthyPeriod | null,
  items: Item[],
  now: number,
): HealthyPeriod | null {
  const healthy =
    items.length > 0 && items.every(({ group, look }) => group !== "problem" && look !== "stale");
  if (!healthy) return null;
  if (before && now >= before.seen && now - before.seen <= GAP_MS) return { since: before.since, seen: now };
  return { since: now, seen: now };
}

/** Parses a stored record; null if it is not one. */
export function readHealthyPeriod(text: string | null): HealthyPeriod | null {
  const [since, seen] = (text ?? "").split(" ").map(Number);
  return since && seen ? { since, seen } : null;
}

export function writeHealthyPeriod(record: HealthyPeriod): string {
  return `${record.since} ${record.seen}`;
}

/** Returns the bytes of the script heap; null if the browser does not report them. */
function usedMemory(): number | null {
  const memory: unknown = "memory" in performance ? performance.memory : null;
  if (typeof memory !== "object" || memory === null || !("usedJSHeapSize" in memory)) return null;
  return typeof memory.usedJSHeapSize === "number" ? memory.usedJSHeapSize : null;
}

/** The page shown, and since when. */
export type PagePosition = { page: number; since: Moment };

const PAGE_MS = 12_000;
const PROBLEM_PAGE_MS = 24_000;

/** Returns the page to show now: the next one when the time of the current one is over. */
export function nextPage(before: PagePosition, hasProblem: boolean[], now: Moment): PagePosition {
  if (hasProblem.length <= 1 || before.page >= hasProblem.length) return { page: 0, since: now };
  const stay = hasProblem[before.page] ? PROBLEM_PAGE_MS : PAGE_MS;
  if (elapsed(before.since, now) < stay) return before;
  return { page: (before.page + 1) % hasProblem.length, since: now };
}

type Parts = {
  poller: Poller;
  wakeLock: WakeLock;
  startedAt: Moment;
  now: () => Moment;
  root: HTMLElement;
  overlay: HTMLElement;
  stopped: HTMLElement;
  reload: () => void;
};

const HEALTHY_KEY = "slipway-wall-fine";

/** Returns a function that renders the wall; it is called once a second. */
export function createWall({ poller, wakeLock, startedAt, now, root, overlay, stopped, reload }: Parts) {
  const drawing = new Drawing(root);
  const overlayDrawing = new Drawing(overlay);
  const versions = new Versions();
  const preview = /[?&]preview\b/.test(location.search);
  let memory: number[] = [];
  let position: PagePosition = { page: 0, since: startedAt };
  let healthy = readHealthyPeriod(storage()?.getItem(HEALTHY_KEY) ?? null);
  let lastServerTime: string | null = null;
  let ticks = 0;
  let quiet = true;

  function update(): void {
    const state = poller.state().latest?.state;
    if (!state) return;
    if (lastServerTime !== state.server_time) versions.add(state.server_version);
    lastServerTime = state.server_time;
    if (state.state !== "paired") return;
    const time = timeAt(poller.state(), now());
    const items = itemsOf(state.tiles, state.period_ms, time, false);
    quiet = items.every(({ group }) => group === "calm") && state.promotions.length === 0;
    const before = healthy;
    healthy = healthyPeriod(before, items, time);
    if (healthy?.since !== before?.since || ticks % 15 === 0) store(healthy);
  }

  function render(): void {
    const state = poller.state();
    const moment = now();
    const pieces = wallView(state, {
      now: moment,
      screen: screenOf(window.innerWidth, window.innerHeight),
      fineSince: healthy?.since ?? null,
      pageOf: (hasProblem) => {
        position = nextPage(position, hasProblem, moment);
        return position.page;
      },
      awake: wakeLock.problem,
      preview,
    });
    const shift = burnInShift(moment.steady);
    root.style.transform = `translate(${shift.x}vmin, ${shift.y}vmin)`;
    drawing.show(pieces);
    overlayDrawing.show(overlayView(state, { time: timeAt(state, moment), awake: wakeLock.problem }));
    void wakeLock.request();
  }

  function shouldReload(): boolean {
    const moment = now();
    ticks += 1;
    const used = ticks % 60 === 0 ? usedMemory() : null;
    if (used !== null) memory = [...memory.slice(-89), used];
    return (
      reloadReason({
        uptime: elapsed(startedAt, moment),
        hour: new Date(timeAt(poller.state(), moment)).getHours(),
        quiet,
        version: versions.first,
        newVersion: versions.newer,
        memory,
      }) !== null
    );
  }

  return function tick(): void {
    try {
      update();
      render();
      // Two equal animations: switching between them restarts the countdown to "stopped".
      stopped.className = stopped.className === "even" ? "odd" : "even";
    } catch {
      stopped.className = "now";
      reload();
    }
    if (shouldReload()) reload();
  };
}

function store(record: HealthyPeriod | null): void {
  if (record) storage()?.setItem(HEALTHY_KEY, writeHealthyPeriod(record));
  else storage()?.removeItem(HEALTHY_KEY);
}

/** Returns null if the browser blocks storage. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Returns the overlay: the screen's name in large letters while it identifies itself, and the line shown on pointer movement. */
function overlayView({ latest }: PollState, at: { time: number; awake: string | null }): VirtualElement[] {
  const state = latest?.state;
  if (state?.state !== "paired") return [];
  const { name, identify_until } = state.screen;
  const flashing = identify_until !== null && Date.parse(identify_until) > at.time;
  const line = [name, at.awake].filter(Boolean).join(" · ");
  return [
    ...(flashing
      ? [
          el(
            "div.identify",
            { key: "identify", attributes: { role: "alert" } },
            el("div.flash"),
            el("div.label", name),
          ),
        ]
      : []),
    el("div.menu", { key: "menu" }, line),
  ];
}
