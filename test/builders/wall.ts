import type { WallPromotion, WallState, WallTile } from "@/lib/schemas/wall";

type Paired = Extract<WallState, { state: "paired" }>;

export const NOON = Date.parse("2026-03-04T12:00:00.000Z");

export function isoAt(time: number): string {
  return new Date(time).toISOString();
}

/** Returns a healthy tile, read `age` ms before noon. */
export function tile(app: string, given: Partial<WallTile> = {}): WallTile {
  return {
    id: app,
    app,
    kind: "ok",
    word: "runs",
    version: 12,
    commit: "cb6999d",
    running: null,
    who: "DI",
    since: isoAt(NOON - 3 * 3_600_000),
    expected_ms: null,
    error: null,
    stage: null,
    hold: null,
    read_at: isoAt(NOON - 4_000),
    dynos_read_at: null,
    ...given,
  };
}

/** Returns the state of a paired screen at noon. */
export function paired(tiles: WallTile[], given: Partial<Paired> = {}): Paired {
  return {
    state: "paired",
    screen: { id: "a", name: "Office", identify_until: null },
    tiles,
    promotions: [],
    fault: null,
    broadcast: null,
    app_count: 0,
    period_ms: 25_000,
    server_time: isoAt(NOON),
    server_version: "1",
    ...given,
  };
}

/** Returns a running promotion to one target, whose first step is done. */
export function promotion(readAt: string): WallPromotion {
  const words = ["sent", "release v34", "release phase", "dynos up"];
  const steps = words.map((word, index) => ({
    word,
    state: index === 0 ? ("done" as const) : ("next" as const),
  }));
  return {
    id: "p",
    source: { app: "example-app", version: 12, commit: "cb6999d" },
    description: null,
    who: "DA",
    targets: [{ app: "example-app-production", region: "eu", steps }],
    began_at: readAt,
    finished_at: null,
    read_at: readAt,
  };
}
