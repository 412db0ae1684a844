import type { AppSummary } from "@/lib/schemas/summary";
import type { WallTile } from "@/lib/schemas/wall";
import { appState } from "./app-state";
import { codeOf } from "./code-of";
import { fullNameOf, initialsOf } from "./who";

/** A wall's tile of an app: its state in a word, what runs, and initials; no address and no output. */
export function wallTile(summary: AppSummary, now: number): WallTile {
  const state = appState(summary, now);
  const { about } = state;
  const shown = about && "release" in about ? about.release : summary.current;
  const by = about && "build" in about ? about.build.user : shown?.user;
  const code = shown ? codeOf(shown, summary.builds, summary.releases) : null;
  return {
    id: summary.app.id,
    app: summary.app.name,
    kind: state.kind,
    word: state.long,
    version: shown?.version ?? null,
    commit: about && "build" in about ? about.build.source_blob.version : (code?.commit ?? null),
    who: by?.email ? initialsOf(fullNameOf(by)) : null,
    since: state.since,
    expected_ms: state.expectedMs,
    error: null,
    stage: null,
    hold: null,
    read_at: summary.read_at,
  };
}
