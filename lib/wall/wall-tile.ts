import { isAboutDynos, stateWhenRead } from "@/lib/apps/app-state";
import { maskSecrets } from "@/lib/format/mask-secrets";
import { fullNameOf, initialsOf } from "@/lib/format/person-name";
import type { AppSummary } from "@/lib/schemas/summary";
import type { WallTile } from "@/lib/schemas/wall";
import { stillRunning } from "@/lib/text/wall";
import { describeRelease } from "@/lib/timeline/describe-release";
import { hasCode } from "@/lib/timeline/lineage";

/** The settings of a screen for its tiles. */
type TileOptions = {
  /** true to show names of people instead of initials. */
  names?: boolean;
  /** true to show the first error line of a failure. */
  errors?: boolean;
  stage?: string | null;
  hold?: string | null;
};

const ERROR_LENGTH = 200;

/**
 * Returns the wall tile of an app: its state as a word, what runs, and initials; no address and no output beyond one
 * line.
 */
export function wallTile(summary: AppSummary, options: TileOptions = {}): WallTile {
  // The wall evaluates the age itself.
  const state = stateWhenRead(summary);
  const { about } = state;
  const { current } = summary;
  const build = about && "build" in about ? about.build : null;
  const release = build ? null : about && "release" in about ? about.release : current;
  const by = build?.user ?? release?.user;
  const code = release && describeRelease(release, summary);
  const running =
    current && hasCode(current) && current.id !== release?.id ? stillRunning(current.version) : null;
  const failed = state.kind === "bad" && build !== null;
  return {
    id: summary.app.id,
    app: summary.app.name,
    kind: state.kind,
    word: state.long,
    version: release?.version ?? null,
    commit: build ? build.source_blob.version : (code?.commit ?? null),
    running,
    who: by?.email ? wallName(by, options.names) : null,
    since: state.since,
    expected_ms: state.expectedMs,
    error:
      options.errors && failed && summary.first_error
        ? maskSecrets(summary.first_error).slice(0, ERROR_LENGTH)
        : null,
    stage: options.stage ?? null,
    hold: options.hold ?? null,
    read_at: summary.read_at,
    dynos_read_at: isAboutDynos(state) ? summary.dynos_read_at : null,
  };
}

/**
 * Returns a person's initials for a wall, or the name if the screen is configured to show names; never the address.
 */
export function wallName(user: { email: string | null; name?: string | null }, names = false): string {
  const name = fullNameOf(user);
  return names ? name : initialsOf(name);
}

/** Returns the tile of a selected app that cannot be read: it is listed among the problems. */
export function unreadableTile(app: { id: string; name: string }, since: string): WallTile {
  return {
    id: app.id,
    app: app.name,
    kind: "unknown",
    word: "cannot be read",
    version: null,
    commit: null,
    running: null,
    who: null,
    since,
    expected_ms: null,
    error: null,
    stage: null,
    hold: null,
    read_at: new Date(0).toISOString(),
    dynos_read_at: null,
  };
}

const RANK: Record<WallTile["kind"], number> = { bad: 0, unknown: 1, live: 2, warn: 3, canceled: 4, ok: 5 };

/** Returns at most `most` tiles in the given order; tiles that need attention are chosen first. */
export function cutTiles(tiles: readonly WallTile[], most: number): WallTile[] {
  const chosen = new Set(tiles.toSorted((a, b) => RANK[a.kind] - RANK[b.kind]).slice(0, most));
  return tiles.filter((tile) => chosen.has(tile));
}
