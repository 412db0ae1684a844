import type { WallTile } from "@/lib/schemas/wall";
import { limitsOf } from "./freshness";

/** A tile as the wall judges it at one moment. */
export type Item = {
  tile: WallTile;
  /** Where it stands: problems first, running next, the calm ones last. */
  group: "problem" | "running" | "calm";
  /** What it looks like: `stale` is grey, whatever it was. */
  look: WallTile["kind"] | "stale";
  /** Ms since upstream last answered about it. */
  age: number;
  /** Older than two periods: the age is said in words. */
  old: boolean;
};

const GROUPS = { bad: "problem", unknown: "problem", live: "running" } as const;
const RANK = { problem: 0, running: 1, calm: 2 } as const;

/**
 * Judges and sorts. `now` is the server's time. With `grey` everything is (the wall says why in a band) and keeps its
 * place; else a tile that is too old alone counts as a problem: nobody knows what became of it.
 */
export function itemsOf(tiles: WallTile[], periodMs: number, now: number, grey: boolean): Item[] {
  const limits = limitsOf(periodMs);
  const items = tiles.map((tile): Item => {
    const age = Math.max(0, now - Date.parse(tile.read_at));
    const stale = age > limits.grey;
    const group = stale && !grey ? "problem" : groupOf(tile.kind);
    const look = stale || grey ? "stale" : tile.kind;
    return { tile, group, look, age, old: age > limits.words };
  });
  const order = new Map(tiles.map((tile, index) => [tile, index]));
  return items.sort(
    (a, b) =>
      RANK[a.group] - RANK[b.group] ||
      loudness(a) - loudness(b) ||
      (a.group === "problem" ? Date.parse(b.tile.since) - Date.parse(a.tile.since) : 0) ||
      (order.get(a.tile) ?? 0) - (order.get(b.tile) ?? 0),
  );
}

function groupOf(kind: WallTile["kind"]): Item["group"] {
  return kind === "bad" || kind === "unknown" || kind === "live" ? GROUPS[kind] : "calm";
}

/** Within a group: broken before unreadable, warnings before what is fine. */
function loudness({ tile, look }: Item): number {
  if (tile.kind === "bad") return look === "stale" ? 1 : 0;
  if (tile.kind === "warn") return 2;
  return 3;
}

/** The age that stands for all: of the oldest that is fresh, or, when none is, of the youngest. */
export function sharedAge(items: Item[]): number | null {
  const fresh = items.filter(({ look }) => look !== "stale").map(({ age }) => age);
  if (fresh.length > 0) return Math.max(...fresh);
  return items.length > 0 ? Math.min(...items.map(({ age }) => age)) : null;
}
