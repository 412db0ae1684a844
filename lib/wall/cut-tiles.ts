import type { WallTile } from "@/lib/schemas/wall";

const RANK: Record<WallTile["kind"], number> = { bad: 0, unknown: 1, live: 2, warn: 3, canceled: 4, ok: 5 };

/** Returns at most `most` tiles in the given order; tiles that need attention are chosen first. */
export function cutTiles(tiles: readonly WallTile[], most: number): WallTile[] {
  const chosen = new Set(tiles.toSorted((a, b) => RANK[a.kind] - RANK[b.kind]).slice(0, most));
  return tiles.filter((tile) => chosen.has(tile));
}
