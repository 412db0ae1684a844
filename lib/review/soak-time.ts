import { isServing } from "@/lib/apps/dyno-facts";
import type { Dyno } from "@/lib/schemas/dyno";
import type { Release } from "@/lib/schemas/release";
import type { ReviewApp } from "@/lib/schemas/review";
import { hasRun } from "@/lib/timeline/did-run";
import { codeId, newestFirst } from "@/lib/timeline/lineage";

/**
 * A period during which code ran, in ISO times; `until` is null while it still runs. `releases` counts the releases
 * within it.
 */
type Ran = { since: string; until: string | null; releases: number };

/**
 * Returns the uninterrupted period during which the code of a release ran: config changes before and after it keep
 * the code. Null when the release never ran, or is not in the list (any order).
 */
export function codeRanOf(release: Release, releases: readonly Release[]): Ran | null {
  const ran = newestFirst(releases).filter(hasRun);
  const at = ran.findIndex((other) => other.id === release.id);
  if (at === -1) return null;
  const code = codeId(release);
  const others = (other: Release) => codeId(other) !== code;
  const newer = ran.slice(0, at).findLast(others);
  const before = ran.slice(at).findIndex(others);
  const stretch = ran.slice(newer ? ran.indexOf(newer) + 1 : 0, before === -1 ? ran.length : at + before);
  return {
    since: stretch.at(-1)?.created_at ?? release.created_at,
    until: newer?.created_at ?? null,
    releases: stretch.length,
  };
}

/** The time that a boot may take after its release; a later change of state is a restart. */
const BOOT_MS = 10 * 60_000;

/**
 * Since when the running code of an app has run, and the health of its dynos. `steady`: none has changed its state
 * since its boot · `up`: all are up now, but some have restarted, which may hide a crash · `crashed`: some are
 * crashed now · `unknown`: no dyno serves, or they still boot. `at_least`: true if it may have run for longer than
 * the known releases cover.
 */
export type Soak = {
  since: string;
  at_least: boolean;
  dynos: "steady" | "up" | "crashed" | "unknown";
};

/** Returns since when the running code of an app has run, and the health of its dynos; null when nothing is known to run. */
export function soakOf(app: ReviewApp): Soak | null {
  const { current } = app;
  if (!current) return null;
  const known = app.releases.some((release) => release.id === current.id)
    ? app.releases
    : [...app.releases, current];
  const ran = codeRanOf(current, known);
  if (!ran) return null;
  const oldest = known.reduce((first, release) => (release.version < first.version ? release : first));
  const serving = app.dynos.filter(isServing);
  const at = Math.max(Date.parse(current.created_at), Date.parse(current.updated_at));
  return {
    since: ran.since,
    at_least: oldest.version > 1 && oldest.created_at === ran.since,
    dynos: dynoHealth(serving, at, ran.releases === 1, current.version),
  };
}

function dynoHealth(
  dynos: readonly Dyno[],
  releasedAt: number,
  once: boolean,
  version: number,
): Soak["dynos"] {
  if (dynos.some((dyno) => dyno.state === "crashed")) return "crashed";
  const up = dynos.every(
    (dyno) => (dyno.state === "up" || dyno.state === "idle") && (dyno.release?.version ?? version) >= version,
  );
  if (dynos.length === 0 || !up) return "unknown";
  // Each release restarts the dynos, so their state before it is unknown.
  const steady = once && dynos.every((dyno) => Date.parse(dyno.updated_at) <= releasedAt + BOOT_MS);
  return steady ? "steady" : "up";
}
