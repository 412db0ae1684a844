import type { WallTile } from "@/lib/schemas/wall";

/** A tile as it is shown at one moment. */
export type Item = {
  tile: WallTile;
  /** Its position: problems first, running next, calm last. */
  group: "problem" | "running" | "calm";
  /** Its appearance; `stale` is grey. */
  look: WallTile["kind"] | "stale";
  /** Ms since upstream last answered about the app. */
  age: number;
  /** true if it is older than two periods: its age is shown in words. */
  old: boolean;
  /** When the dynos that the state is about were read (ms) if that is too long ago to be current; else null. */
  dynosAt: number | null;
};

const GROUPS = { bad: "problem", unknown: "problem", live: "running" } as const;
const RANK = { problem: 0, running: 1, calm: 2 } as const;

/**
 * Classifies and sorts tiles. `now` is the server's time. With `grey` (a band states why) every tile is stale and keeps
 * its group; otherwise a stale tile counts as a problem.
 */
export function itemsOf(tiles: WallTile[], periodMs: number, now: number, grey: boolean): Item[] {
  const limits = limitsOf(periodMs);
  const items = tiles.map((tile): Item => {
    const age = Math.max(0, now - Date.parse(tile.read_at));
    const stale = age > limits.grey;
    const group = stale && !grey ? "problem" : groupOf(tile.kind);
    const dynosAt = oldDynosAt(tile, now);
    const unsure = dynosAt !== null && tile.kind !== "bad";
    const look = stale || grey ? "stale" : unsure ? "unknown" : tile.kind;
    return { tile, group, look, age, old: age > limits.words, dynosAt };
  });
  const order = new Map(tiles.map((tile, index) => [tile, index]));
  return items.sort(
    (a, b) =>
      RANK[a.group] - RANK[b.group] ||
      severity(a) - severity(b) ||
      (a.group === "problem" ? Date.parse(b.tile.since) - Date.parse(a.tile.since) : 0) ||
      (order.get(a.tile) ?? 0) - (order.get(b.tile) ?? 0),
  );
}

function oldDynosAt({ dynos_read_at: given }: WallTile, now: number): number | null {
  const at = given ? Date.parse(given) : null;
  return at !== null && now - at > DYNOS_OLD_AFTER_MS ? at : null;
}

function groupOf(kind: WallTile["kind"]): Item["group"] {
  return kind === "bad" || kind === "unknown" || kind === "live" ? GROUPS[kind] : "calm";
}

/** Order within a group: broken before unknown, warnings before fine. */
function severity({ tile, look }: Item): number {
  if (tile.kind === "bad") return look === "stale" ? 1 : 0;
  if (tile.kind === "warn") return 2;
  return 3;
}

/** Returns the age shown in the header: that of the oldest fresh item, or of the youngest if none is fresh. */
export function sharedAge(items: Item[]): number | null {
  const fresh = items.filter(({ look }) => look !== "stale").map(({ age }) => age);
  if (fresh.length > 0) return Math.max(...fresh);
  return items.length > 0 ? Math.min(...items.map(({ age }) => age)) : null;
}

/** No tile is green beyond this age, whatever period the server states. */
const NEVER_OLDER_MS = 75_000;
/** Dynos are read less often than the rest: beyond this age they are shown with their time, and never as well. */
const DYNOS_OLD_AFTER_MS = 150_000;
/** The wall is rendered once a second: what is fresh now must still be at the next render. */
const BETWEEN_DRAWINGS_MS = 1_500;
/** With a shorter period, tiles would flicker at each slow answer. */
const SHORTEST_PERIOD_MS = 10_000;

/** Returns the ages, in ms, from which a tile states its age in words and from which it is grey. */
export function limitsOf(periodMs: number): { words: number; grey: number } {
  const period = Math.max(SHORTEST_PERIOD_MS, periodMs);
  const grey = Math.min(2.5 * period, NEVER_OLDER_MS) - BETWEEN_DRAWINGS_MS;
  return { words: Math.min(2 * period, grey), grey };
}
