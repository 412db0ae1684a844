import type { WallState, WallTile } from "@/lib/schemas/wall";

type Fault = NonNullable<Extract<WallState, { state: "paired" }>["fault"]>;
type Shown = { tiles: WallTile[]; app_count: number };
type Remembered = Shown & { fault: Pick<Fault, "kind" | "since"> | null };

declare global {
  var slipwayWalls: Map<string, Remembered> | undefined;
}

const KEPT = 200;

/** What a screen was last shown when all was well: it still shows that, in grey, when it is not. */
export function lastShown(screenId: string): Shown | null {
  const last = globalThis.slipwayWalls?.get(screenId);
  return last && last.tiles.length > 0 ? last : null;
}

/**
 * Keeps what a screen is shown now. Gives the fault with the time since when it has been of this kind.
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
