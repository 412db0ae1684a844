import type { Release } from "@/lib/schemas/release";
import { changedOnlyConfig, hasCode, newestFirst, sameCode } from "@/lib/timeline/lineage";

/**
 * A release that can be rolled back to. `ranMs`: how long it was the current one; `codeMs`: how long its code ran,
 * changes of the configuration after it included. Null: what followed is not known.
 */
export type Candidate = {
  release: Release;
  /** It kept the code of the release before it. */
  onlyConfig: boolean;
  /** It has the code that runs now: going back to it changes the configuration alone. */
  sameAsNow: boolean;
  ranMs: number | null;
  codeMs: number | null;
};

/** `shown` stands open, the preselected first; `older` (newest first) is folded. */
export type RollBackChoices = { preselected: Candidate | null; shown: Candidate[]; older: Candidate[] };

/** How many stand open before the rest is folded. */
const SHOWN = 3;

/**
 * What an app can go back to, from its releases in any order. Preselected is, of the last three that brought other
 * code than what runs now, the one whose code ran longest; where none did, the newest of the others.
 */
export function rollBackChoices(releases: readonly Release[]): RollBackChoices {
  const all = candidates(releases);
  const recent = all.filter((each) => !each.onlyConfig && !each.sameAsNow).slice(0, SHOWN);
  const open = recent.length > 0 ? recent : all.slice(0, SHOWN);
  const preselected = recent.reduce<Candidate | null>(longer, null) ?? open[0] ?? null;
  const shown = preselected ? [preselected, ...open.filter((each) => each !== preselected)] : [];
  return { preselected, shown, older: all.filter((each) => !shown.includes(each)) };
}

/** The eligible releases that do not run now, newest first. */
function candidates(releases: readonly Release[]): Candidate[] {
  const ordered = newestFirst(releases);
  const succeeded = ordered.filter((release) => release.status === "succeeded");
  const current = ordered.find((release) => release.current);
  return ordered
    .filter((release) => release.eligible_for_rollback && !release.current && hasCode(release))
    .map((release) => {
      const at = succeeded.indexOf(release);
      const newer = at === -1 ? [] : succeeded.slice(0, at).reverse();
      return {
        release,
        onlyConfig: keptCode(release, succeeded[at + 1]),
        sameAsNow: current !== undefined && sameCode(release, current),
        ranMs: until(release, newer[0]),
        codeMs: until(
          release,
          newer.find((other) => !sameCode(other, release)),
        ),
      };
    });
}

/** As `changedOnlyConfig`, but a promotion or rollback that left the code as it was counts as well. */
function keptCode(release: Release, before: Release | undefined): boolean {
  return before ? sameCode(release, before) : changedOnlyConfig(release, undefined);
}

function until(release: Release, next: Release | undefined): number | null {
  return next ? Math.max(0, Date.parse(next.created_at) - Date.parse(release.created_at)) : null;
}

/** The newer of two that ran equally long. */
function longer(best: Candidate | null, each: Candidate): Candidate {
  return best && (best.codeMs ?? 0) >= (each.codeMs ?? 0) ? best : each;
}

/** How long the newest release phase that succeeded took, in ms. Null when none is known. */
export function lastReleasePhaseMs(releases: readonly Release[]): number | null {
  const last = newestFirst(releases).find(
    (release) => release.release_phase && release.status === "succeeded",
  );
  return last ? until(last, { ...last, created_at: last.updated_at }) : null;
}
