import type { WallState, WallTile } from "@/lib/schemas/wall";

type Fault = NonNullable<Extract<WallState, { state: "paired" }>["fault"]>;
type Shown = { tiles: WallTile[]; app_count: number };
type Remembered = Shown & { fault: Pick<Fault, "kind" | "since"> | null };

declare global {
  var slipwayWalls: Map<string, Remembered> | undefined;
}

const KEPT = 200;

/** The last complete content of a screen, which it keeps showing in grey during a fault. */
export function lastShown(screenId: string): Shown | null {
  const last = globalThis.slipwayWalls?.get(screenId);
  return last && last.tiles.length > 0 ? last : null;
}

/**
 * Stores the current content of a screen. Returns the fault with the time since which it has been of this kind.
 */
export function remember(
  screenId: string,
  { tiles, app_count, fault }: Shown & { fault: Fault | null },
): Fault | null {
  globalThis.slipwayWalls ??= new Map();
  const walls = globalThis.slipwayWalls;
  const before = walls.get(screenId)?.fault;
  const since = fault && before?.kind === fault.kind ? before.since : fault?.since;
  const dated = fault && since ? { ...fault, since } : null;
  walls.delete(screenId);
  walls.set(screenId, { tiles, app_count, fault: dated && { kind: dated.kind, since: dated.since } });
  const oldest = walls.keys().next();
  if (walls.size > KEPT && !oldest.done) walls.delete(oldest.value);
  return dated;
}
