import { LRUCache } from "lru-cache";
import { wait } from "@/lib/async";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { WallState, WallTile } from "@/lib/schemas/wall";
import { perProcess } from "@/lib/server/process/per-process";
import { unreadableTile } from "@/lib/wall/wall-tile";
import { faultOfError, periodOf } from "./faults";

/** What a screen shows, apart from its own settings. */
export type WallContent = Pick<
  Extract<WallState, { state: "paired" }>,
  "tiles" | "app_count" | "promotions" | "fault" | "period_ms"
>;
type Fault = NonNullable<Extract<WallState, { state: "paired" }>["fault"]>;
/** Below the 10 s after which a wall reports that Slipway itself cannot be reached. */
const READ_MS = 8_000;

type Shown = { tiles: WallTile[]; app_count: number };
type Remembered = Shown & { fault: Pick<Fault, "kind" | "since"> | null };

export const rememberedWalls = perProcess("walls", () => new LRUCache<string, Remembered>({ max: 200 }));

type Read = {
  /** The id of a screen or of a preview. */
  key: string;
  /** Named when nothing was read yet. */
  apps: readonly { id: string; name: string }[];
  now: Date;
  timeScale: number;
};

/**
 * Returns what `read` does, or, when upstream fails or does not answer in time, the last content of this key with the fault.
 * Throws errors that are not upstream's.
 */
export async function readOrLast(of: Read, read: () => Promise<WallContent>): Promise<WallContent> {
  const done = new AbortController();
  const late = wait(READ_MS, done.signal).then(() => Promise.reject(new SlipwayError("upstream_timeout")));
  try {
    return await Promise.race([read(), late]);
  } catch (error) {
    const fault = faultOfError(error, of.now);
    if (!fault) throw error;
    return lastContent(of, fault);
  } finally {
    done.abort();
  }
}

/** Returns the last complete content, which is shown in grey during a fault; after a restart only the names. */
export function lastContent({ key, apps, now, timeScale }: Read, fault: Fault): WallContent {
  const last = rememberedWalls().get(key);
  const tiles = last?.tiles.length ? last.tiles : apps.map((app) => unreadableTile(app, now.toISOString()));
  return {
    tiles,
    app_count: last?.tiles.length ? last.app_count : tiles.length,
    promotions: [],
    fault,
    period_ms: periodOf(fault, timeScale),
  };
}

/**
 * Stores the current content of a screen or preview. Returns the fault with the time since which it has been of this kind.
 */
export function remember(
  key: string,
  { tiles, app_count, fault }: Shown & { fault: Fault | null },
): Fault | null {
  const walls = rememberedWalls();
  const before = walls.get(key)?.fault;
  const since = fault && before?.kind === fault.kind ? before.since : fault?.since;
  const dated = fault && since ? { ...fault, since } : null;
  walls.set(key, { tiles, app_count, fault: dated && { kind: dated.kind, since: dated.since } });
  return dated;
}
