/** What decides whether the page reloads. Times in ms, memory in bytes. */
export type Health = {
  uptime: number;
  /** Hour of the day in the screen's zone. */
  hour: number;
  /** true if nothing runs and nothing is broken. */
  quiet: boolean;
  /** The server's version when the page loaded, and a newer one that is confirmed. */
  version: string;
  newVersion: string | null;
  /** Memory in use, sampled once a minute, oldest first; empty if the browser does not report it. */
  memory: number[];
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A younger page never reloads: two servers with different versions must not cause an endless loop. */
const SETTLED_MS = MINUTE_MS;
/** Growth within an hour that counts as a leak. */
const GROWTH_BYTES = 20_000_000;
const MOST_BYTES = 150_000_000;

/** Returns why the page should reload now; null if it should not. */
export function reloadReason(health: Health): "version" | "memory" | "night" | "day" | null {
  const { uptime, hour, quiet, version, newVersion, memory } = health;
  if (uptime < SETTLED_MS) return null;
  if (newVersion !== null && newVersion !== version) return "version";
  const newest = memory[memory.length - 1] ?? 0;
  if (newest > MOST_BYTES) return "memory";
  if (!quiet) return null;
  if (grewForAnHour(memory)) return "memory";
  if (uptime > 12 * HOUR_MS && hour >= 3 && hour < 5) return "night";
  return uptime > 24 * HOUR_MS ? "day" : null;
}

/** Returns true if the minimum of each quarter of the last hour is above that of the quarter before. */
function grewForAnHour(memory: number[]): boolean {
  if (memory.length < 60) return false;
  const hour = memory.slice(-60);
  const floors = [0, 15, 30, 45].map((from) => Math.min(...hour.slice(from, from + 15)));
  const rises = floors.every((floor, index) => index === 0 || floor > (floors[index - 1] ?? 0));
  return rises && (floors[3] ?? 0) - (floors[0] ?? 0) > GROWTH_BYTES;
}

/** Tracks the server's version: a new one counts when two answers in a row carry it. */
export class Versions {
  /** The version that served this page. */
  first = "";
  private last: string | null = null;
  private settled: string | null = null;

  add(version: string): void {
    this.first = this.first || version;
    if (version === this.last) this.settled = version;
    this.last = version;
  }

  /** The version of two answers in a row, if it differs from the first; else null. */
  get newer(): string | null {
    return this.settled === this.first ? null : this.settled;
  }
}
