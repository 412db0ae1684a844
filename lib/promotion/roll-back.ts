import type { Release } from "@/lib/schemas/release";
import { causeOf } from "@/lib/timeline/describe";
import { hasRun } from "@/lib/timeline/did-run";
import { changedOnlyConfig, hasCode, newestFirst, sameCode } from "@/lib/timeline/lineage";
import { type Kept, keptOf } from "@/lib/timeline/retention";

/**
 * A release that can be rolled back to. `ranMs`: how long it was the current one; `codeMs`: how long its code ran,
 * changes of the configuration after it included. Null: what followed is not known.
 */
export type Candidate = {
  release: Release;
  /** How long it can be gone back to. */
  kept: Kept;
  /** It kept the code of the release before it. */
  onlyConfig: boolean;
  /** It has the code that runs now: going back to it changes the configuration alone. */
  sameAsNow: boolean;
  /** Somebody rolled back from it, or marked its slug not to be promoted: it is offered, never proposed. */
  avoid: boolean;
  ranMs: number | null;
  codeMs: number | null;
};

/** `shown` stands open, the preselected first; `older` (newest first) is folded. */
export type RollBackChoices = { preselected: Candidate | null; shown: Candidate[]; older: Candidate[] };

/** How many stand open before the rest is folded. */
const SHOWN = 3;

/**
 * What an app can go back to, from its releases in any order. Preselected is, of the last three that brought other
 * code than what runs now, the one whose code ran longest; where none did, the newest of the others. What is better
 * avoided is not preselected as long as there is something else. `marked`: slugs that are not to be promoted.
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

/** Whether upstream rolls back to a release: not to the one that runs, nor to an expired one, whatever else is said. */
export const canRollBackTo = ({ eligible_for_rollback, current, status }: Release) =>
  eligible_for_rollback && !current && status !== "expired";

/** The eligible releases that do not run now, newest first. */
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
        kept: keptOf(release, ordered[0]?.version ?? release.version),
        onlyConfig: keptCode(release, succeeded[at + 1]),
        sameAsNow: current !== undefined && sameCode(release, current),
        avoid: marked.has(release.slug?.id ?? "") || isRollback(replacement),
        ranMs: until(release, newer[0]),
        codeMs: until(release, replacement),
      };
    });
}

/** As `changedOnlyConfig`, but a promotion or rollback that left the code as it was counts as well. */
function keptCode(release: Release, before: Release | undefined): boolean {
  return before ? sameCode(release, before) : changedOnlyConfig(release, undefined);
}

function isRollback(release: Release | undefined): boolean {
  return release !== undefined && causeOf(release.description).kind === "rollback";
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
