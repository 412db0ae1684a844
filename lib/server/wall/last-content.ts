import { LRUCache } from "lru-cache";
import type { WallState, WallTile } from "@/lib/schemas/wall";
import { perProcess } from "@/lib/server/process/per-process";

type Fault = NonNullable<Extract<WallState, { state: "paired" }>["fault"]>;
type Shown = { tiles: WallTile[]; app_count: number };
type Remembered = Shown & { fault: Pick<Fault, "kind" | "since"> | null };

export const rememberedWalls = perProcess("walls", () => new LRUCache<string, Remembered>({ max: 200 }));

/** Returns the last complete content of a screen, which it keeps showing in grey during a fault; null without one. */
export function lastShown(screenId: string): Shown | null {
  const last = rememberedWalls().get(screenId);
  return last && last.tiles.length > 0 ? last : null;
}

/**
 * Stores the current content of a screen. Returns the fault with the time since which it has been of this kind.
 */
export function remember(
  screenId: string,
  { tiles, app_count, fault }: Shown & { fault: Fault | null },
): Fault | null {
  const walls = rememberedWalls();
  const before = walls.get(screenId)?.fault;
  const since = fault && before?.kind === fault.kind ? before.since : fault?.since;
  const dated = fault && since ? { ...fault, since } : null;
  walls.set(screenId, { tiles, app_count, fault: dated && { kind: dated.kind, since: dated.since } });
  return dated;
}
