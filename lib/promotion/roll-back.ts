import { formatDuration, formatSpan } from "@/lib/format/format";
import type { Release } from "@/lib/schemas/release";
import type { ConfigChanges } from "@/lib/schemas/review";
import { causeOf } from "@/lib/timeline/describe";
import { hasRun, type Retention, retentionOf } from "@/lib/timeline/did-run";
import { changedOnlyConfig, hasCode, newestFirst, predecessor, sameCode } from "@/lib/timeline/lineage";

/**
 * A release that can be rolled back to. `ranMs`: how long it was the current release; `codeMs`: how long its code
 * ran, later config changes included. Null when the releases after it are unknown.
 */
export type Candidate = {
  release: Release;
  /** How long it can be rolled back to. */
  retention: Retention;
  /** true if it kept the code of the release before it. */
  onlyConfig: boolean;
  /** true if it has the code that runs now: rolling back to it changes only the config. */
  sameAsNow: boolean;
  /** true if it was rolled back from, or its slug is marked "do not promote": offered but never preselected. */
  avoid: boolean;
  ranMs: number | null;
  codeMs: number | null;
};

/** `shown` is the visible part of the list, the preselected release first; `older` (newest first) is collapsed. */
type RollBackChoices = { preselected: Candidate | null; shown: Candidate[]; older: Candidate[] };

/** The number of visible releases; the others are collapsed. */
const SHOWN = 3;

/**
 * Returns the releases that an app can roll back to, from its releases in any order. Preselected is the
 * longest-running of the last three whose code differs from the running one; if there is none, the newest of the
 * others. A release to avoid is preselected only if there is no other. `marked` holds the ids of slugs marked "do
 * not promote".
 */
export function rollBackChoices(
  releases: readonly Release[],
  marked: ReadonlySet<string> = new Set(),
): RollBackChoices {
  const all = candidates(releases, marked);
  const code = all.filter((each) => !each.onlyConfig && !each.sameAsNow);
  const sound = code.filter((each) => !each.avoid);
  const recent = (sound.length > 0 ? sound : code).slice(0, SHOWN);
  const preselected = recent.reduce<Candidate | null>(longer, null) ?? all[0] ?? null;
  const open = [...new Set([...code.slice(0, SHOWN), ...recent])].slice(0, SHOWN);
  const others = (open.length > 0 ? open : all.slice(0, SHOWN)).filter((each) => each !== preselected);
  const shown = preselected ? [preselected, ...others.slice(0, SHOWN - 1)] : [];
  return { preselected, shown, older: all.filter((each) => !shown.includes(each)) };
}

/** Returns true if upstream rolls back to a release: it is eligible, not the current one and not expired. */
export const canRollBackTo = ({ eligible_for_rollback, current, status }: Release) =>
  eligible_for_rollback && !current && status !== "expired";

/** Returns the eligible releases that do not run now, newest first. */
function candidates(releases: readonly Release[], marked: ReadonlySet<string>): Candidate[] {
  const ordered = newestFirst(releases);
  const succeeded = ordered.filter(hasRun);
  const current = ordered.find((release) => release.current);
  return ordered
    .filter((release) => canRollBackTo(release) && hasCode(release))
    .map((release) => {
      const at = succeeded.indexOf(release);
      const newer = at === -1 ? [] : succeeded.slice(0, at).reverse();
      const replacement = newer.find((other) => !sameCode(other, release));
      return {
        release,
        retention: retentionOf(release, ordered[0]?.version ?? release.version),
        onlyConfig: keptCode(release, succeeded[at + 1]),
        sameAsNow: current !== undefined && sameCode(release, current),
        avoid: marked.has(release.slug?.id ?? "") || isRollback(replacement),
        ranMs: until(release, newer[0]),
        codeMs: until(release, replacement),
      };
    });
}

/** Like `changedOnlyConfig`, but a promotion or rollback that kept the code counts as well. */
function keptCode(release: Release, before: Release | undefined): boolean {
  return before ? sameCode(release, before) : changedOnlyConfig(release, undefined);
}

function isRollback(release: Release | undefined): boolean {
  return release !== undefined && causeOf(release.description).kind === "rollback";
}

/** Returns the ms between two releases; null without a next one. */
function until(release: Release, next: Release | undefined): number | null {
  return next ? Math.max(0, Date.parse(next.created_at) - Date.parse(release.created_at)) : null;
}

/** Returns the longer-running of two candidates, the newer one if equal. */
function longer(best: Candidate | null, each: Candidate): Candidate {
  return best && (best.codeMs ?? 0) >= (each.codeMs ?? 0) ? best : each;
}

/** Returns how long the newest successful release phase took, in ms; null when none is known. */
export function lastReleasePhaseMs(releases: readonly Release[]): number | null {
  const last = newestFirst(releases).find(
    (release) => release.release_phase && release.status === "succeeded",
  );
  return last ? until(last, { ...last, created_at: last.updated_at }) : null;
}

/**
 * Returns the release that a current or pending rollback replaces: the release before it if that had another slug.
 * Null for other releases. `releases` may be in any order.
 */
export function replacedByRollback(release: Release, releases: readonly Release[]): Release | null {
  const moves = release.current || release.status === "pending";
  if (!moves || causeOf(release.description).kind !== "rollback") return null;
  const before = predecessor(release, releases);
  return before?.slug && !sameCode(before, release) ? before : null;
}

/** "2026-11-21T06:09:12.437000+00:00 heroku[web.1]: State changed from up to crashed" (Logplex). */
const CRASH = /^(\S+) heroku\[([^\]]+)\]: State changed from \w+ to crashed\b/;

/**
 * Counts the dynos that crashed between two moments (ms since the epoch) in an app's log (oldest line first).
 * Returns null when unknown: the log is empty or begins later, and contains no crash of that time.
 */
export function crashesIn(lines: readonly string[], from: number, to: number): number | null {
  const count = lines.filter((line) => {
    const [, time, dyno] = CRASH.exec(line) ?? [];
    const at = Date.parse(time ?? "");
    return at >= from && at < to && !/^(run|release|scheduler)\./.test(dyno ?? "");
  }).length;
  const begins = Date.parse(lines[0]?.split(" ", 1)[0] ?? "");
  return count > 0 || begins <= from ? count : null;
}

/**
 * Returns "ran 15 h without a crash", "ran 2 h, 3 crashes"; if config changes followed soon, "ran 1 m, its code 6
 * d". `crashes` is null when unknown, and is then left out.
 */
export function ranText({ ranMs, codeMs }: Candidate, crashes: number | null): string {
  if (ranMs === null) return "ran before what is shown here";
  const code =
    codeMs !== null && codeMs >= 2 * ranMs && codeMs > 60_000 ? `, its code ${formatSpan(codeMs)}` : "";
  const ran = `ran ${formatSpan(ranMs)}${code}`;
  if (crashes === null) return ran;
  if (crashes === 0) return `${ran} without a crash`;
  return `${ran}, ${crashes} ${crashes === 1 ? "crash" : "crashes"}`;
}

/** Returns the names of the config vars that a rollback would change, in one list. */
export function changedNames({ added, removed, changed }: ConfigChanges): string[] {
  return [...new Set([...added, ...removed, ...changed])].sort();
}

/**
 * Returns what "v10 as it was" restores, without the names: "Code and 2 config names:", "Code. No config var
 * differs.". `count` is null when the names could not be read, or not yet.
 */
export function restoredText(codeChanges: boolean, count: number | null): string {
  const code = codeChanges ? "Code" : "The same code as now";
  if (count === null) return `${code} and the config vars of that time.`;
  if (count === 0) return `${code}. No config var differs.`;
  return `${code} and ${count} config ${count === 1 ? "name" : "names"}:`;
}

/**
 * Returns what a rollback leaves unchanged: "The database stays as it is. The release phase runs again (about 20 s)."
 */
export function unaffectedByRollBack(releasePhase: boolean, lastMs: number | null): string {
  if (!releasePhase) return "The database stays as it is.";
  const about = lastMs === null ? "" : ` (about ${formatDuration(Math.max(1_000, lastMs))})`;
  return `The database stays as it is. The release phase runs again${about}.`;
}

/**
 * Returns the description of a release that restores only the code of another. It differs from upstream's own
 * "Rollback to v41", which restores the config vars as well.
 */
export const codeOnlyDescription = (version: number) => `Code of v${version}`;
