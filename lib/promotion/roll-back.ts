import type { Release } from "@/lib/schemas/release";
import { causeOf } from "@/lib/timeline/describe";
import { hasRun } from "@/lib/timeline/did-run";
import { changedOnlyConfig, hasCode, newestFirst, sameCode } from "@/lib/timeline/lineage";
import { type Retention, retentionOf } from "@/lib/timeline/retention";

/**
 * A release that can be rolled back to. `ranMs`: how long it was the current release; `codeMs`: how long its code
 * ran, later config changes included. Null when the releases after it are unknown.
 */
export type Candidate = {
  release: Release;
  /** How long it can be rolled back to. */
  kept: Retention;
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
export type RollBackChoices = { preselected: Candidate | null; shown: Candidate[]; older: Candidate[] };

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
        kept: retentionOf(release, ordered[0]?.version ?? release.version),
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
