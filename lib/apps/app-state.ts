import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import type { AppSummary } from "@/lib/schemas/summary";
import { notDeployedYet } from "@/lib/text/app";
import { hasRun } from "@/lib/timeline/did-run";
import { expectedDuration } from "@/lib/timeline/expected-duration";
import { changedOnlyConfig, hasCode } from "@/lib/timeline/lineage";
import { isServing } from "./dyno-facts";
import { DYNOS_OLD_AFTER_MS, isOld } from "./stale-limits";

/**
 * The state of an app as a glyph and a word. `long` is the word for a row that shows only this state ("build
 * failed"). `since` is when the state began (ISO); `expectedMs` is the usual duration of a state in progress.
 */
export type AppState = {
  kind: "live" | "ok" | "bad" | "warn" | "canceled" | "unknown";
  word: string;
  long: string;
  /** `idle`: no dyno is running, and nothing is wrong. */
  group: "needs" | "moves" | "fine" | "idle" | "unknown";
  /** The build, release or dyno that the state refers to. */
  about: { build: Build } | { release: Release } | { dyno: string } | null;
  since: string;
  expectedMs: number | null;
  /** When the dynos were read (ISO) if the state is about them and that is too long ago to be current; else null. */
  dynosAt: string | null;
};

/** Returns the state at `now` (ms since the epoch). From old data, only failures are reported. */
export function appState(summary: AppSummary, now: number): AppState {
  const state = stateWhenRead(summary);
  const dynosAt = isAboutDynos(state) ? oldDynosAt(summary, now) : null;
  const isUnknown = isOld(Date.parse(summary.read_at), now);
  if (dynosAt === null || isUnknown) return isUnknown ? unconfirmed(state) : state;
  // A crash is reported until it is known to be over.
  return state.group === "needs"
    ? { ...state, dynosAt }
    : { ...state, dynosAt, kind: "unknown", group: "unknown" };
}

/** Returns when an app's dynos were read if that is too long ago to be current; else null. */
export function oldDynosAt(
  { dynos_read_at: at }: Pick<AppSummary, "dynos_read_at">,
  now: number,
): string | null {
  return at !== null && isOld(Date.parse(at), now, DYNOS_OLD_AFTER_MS) ? at : null;
}

/** Returns true if a state was derived from dynos and not from builds and releases. */
export function isAboutDynos({ about }: Pick<AppState, "about">): boolean {
  return about !== null && "dyno" in about;
}

/**
 * Returns the state at the time the summary was read. A state that needs attention takes precedence over one in
 * progress.
 */
export function stateWhenRead(summary: AppSummary): AppState {
  const since = summary.current?.created_at ?? summary.builds[0]?.created_at ?? summary.read_at;
  const base = { about: null, since, expectedMs: null, dynosAt: null };
  return (
    moving(summary) ??
    crashed(summary) ??
    broken(summary) ??
    settling(summary) ?? { ...base, ...quiet(summary) }
  );
}

/** Returns the state from old data: a failure is kept, any other state becomes unknown. */
function unconfirmed(state: AppState): AppState {
  if (state.group === "needs") return state;
  return { ...state, kind: "unknown", word: "unknown", long: "unknown", group: "unknown" };
}

/** Returns true if an app belongs above the table: it is moving, has crashed, or failed within the last 24 hours. */
export function isUrgent(state: AppState, now: number): boolean {
  if (state.group === "moves") return true;
  if (state.group !== "needs") return false;
  return isAboutDynos(state) || now - Date.parse(state.since) < 24 * 3_600_000;
}

function moving({ builds, releases }: AppSummary): AppState | null {
  const [build] = builds;
  if (build?.status === "pending") {
    const expectedMs = expectedDuration(builds);
    return live("building", { build }, build.created_at, expectedMs);
  }
  const [release] = releases;
  if (release?.status !== "pending") return null;
  const past = releases.filter((other) => other.release_phase && other.status === "succeeded");
  return live(
    release.release_phase ? "release phase" : "releasing",
    { release },
    release.created_at,
    median(past.map((other) => Date.parse(other.updated_at) - Date.parse(other.created_at))),
  );
}

function crashed({ dynos }: AppSummary): AppState | null {
  const own = dynos.filter(isServing);
  const down = own.filter((dyno) => dyno.state === "crashed");
  const [first] = down;
  if (!first) return null;
  const long = `crashed ${down.length}/${own.length}`;
  return bad("crashed", long, { dyno: first.name }, first.updated_at);
}

function broken({ builds, releases }: AppSummary): AppState | null {
  const [release] = releases;
  const [build] = builds;
  const releaseFailed = release?.status === "failed" && !release.current;
  const buildFailed = build?.status === "failed" && !build.canceled_by && !repaired(build, releases);
  if (build && buildFailed && !(releaseFailed && release.created_at > build.created_at))
    return bad("failed", "build failed", { build }, build.updated_at);
  return releaseFailed ? bad("failed", "release failed", { release }, release.updated_at) : null;
}

/**
 * Returns true if a later release with other code (a promotion or a rollback) supersedes a failed build. A config
 * change does not.
 */
function repaired(build: Build, releases: readonly Release[]): boolean {
  return releases.some((release, index) => {
    const before = releases.slice(index + 1).find(hasRun);
    return hasRun(release) && release.created_at > build.created_at && !changedOnlyConfig(release, before);
  });
}

function settling({ dynos, current }: AppSummary): AppState | null {
  const own = dynos.filter(isServing);
  const starting = own.filter((dyno) => dyno.state === "starting");
  const [first] = starting;
  if (first) {
    const word = `starting ${own.length - starting.length}/${own.length}`;
    return live(word, { dyno: first.name }, first.updated_at, null);
  }
  const old = own.find((dyno) => current && dyno.release && dyno.release.version < current.version);
  if (!old) return null;
  return {
    kind: "warn",
    word: "old version up",
    long: "old version still up",
    group: "moves",
    about: { dyno: old.name },
    since: old.created_at,
    expectedMs: null,
    dynosAt: null,
  };
}

function quiet({ current, dynos }: AppSummary): Pick<AppState, "kind" | "word" | "long" | "group"> {
  // The code of an expired release is destroyed: its dynos cannot be restarted.
  if (current?.status === "expired")
    return { kind: "unknown", word: "runs, expired", long: "runs, expired", group: "unknown" };
  const runs = current !== null && hasCode(current);
  if (!runs) return still("not deployed", notDeployedYet);
  if (!dynos.some(isServing)) return still("off");
  return { kind: "ok", word: "runs", long: "runs", group: "fine" };
}

function still(word: string, long = word): Pick<AppState, "kind" | "word" | "long" | "group"> {
  return { kind: "canceled", word, long, group: "idle" };
}

function live(word: string, about: AppState["about"], since: string, expectedMs: number | null): AppState {
  return { kind: "live", word, long: word, group: "moves", about, since, expectedMs, dynosAt: null };
}

function bad(word: string, long: string, about: AppState["about"], since: string): AppState {
  return { kind: "bad", word, long, group: "needs", about, since, expectedMs: null, dynosAt: null };
}

function median(values: number[]): number | null {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}
