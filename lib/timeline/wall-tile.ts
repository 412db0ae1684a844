import type { AppSummary } from "@/lib/schemas/summary";
import type { WallTile } from "@/lib/schemas/wall";
import { appState } from "./app-state";
import { codeOf } from "./code-of";
import { maskSecrets } from "./mask-secrets";
import { fullNameOf, initialsOf } from "./who";

/** What a screen was told beyond its apps. */
export type TileOptions = {
  /** Names of people instead of initials. */
  names?: boolean;
  /** The first error line of what failed. */
  errors?: boolean;
  stage?: string | null;
  hold?: string | null;
};

const ERROR_LENGTH = 200;

/** A wall's tile of an app: its state in a word, what runs, and initials; no address and no output beyond one line. */
export function wallTile(summary: AppSummary, now: number, options: TileOptions = {}): WallTile {
  const state = appState(summary, now);
  const { about } = state;
  const shown = about && "release" in about ? about.release : summary.current;
  const by = about && "build" in about ? about.build.user : shown?.user;
  const code = shown ? codeOf(shown, summary.builds, summary.releases) : null;
  const failed = state.kind === "bad" && about !== null && "build" in about;
  return {
    id: summary.app.id,
    app: summary.app.name,
    kind: state.kind,
    word: state.long,
    version: shown?.version ?? null,
    commit: about && "build" in about ? about.build.source_blob.version : (code?.commit ?? null),
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
  };
}

/** A person on a wall: initials, or the name where a screen was told to show names; never the address. */
export function wallName(user: { email: string | null; name?: string | null }, names = false): string {
  const name = fullNameOf(user);
  return names ? name : initialsOf(name);
}

/** Stands for an app that was chosen and cannot be read: it says so among the problems. */
export function unreadableTile(app: { id: string; name: string }, since: string): WallTile {
  return {
    id: app.id,
    app: app.name,
    kind: "unknown",
    word: "cannot be read",
    version: null,
    commit: null,
    who: null,
    since,
    expected_ms: null,
    error: null,
    stage: null,
    hold: null,
    read_at: new Date(0).toISOString(),
  };
}
