import { shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { type Ahead, aheadOf, changeLabel } from "@/lib/review/ahead";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";
import { CANNOT_COMPARE } from "@/lib/text/review";
import type { PromotionData } from "./use-promotion-data";

type Props = { promotion: Promotion; data: PromotionData };

/** The changes between the previous and the promoted release, for the target that was furthest behind. */
export function PromotionChanges({ promotion, data }: Props) {
  const { source, targets, user } = promotion;
  const review = data.reviewOf(source.app.id);
  const ahead = targets
    .map((target) => promotedChanges(promotion, target, review, data.reviewOf(target.app.id)))
    .filter((each) => each !== null)
    .sort((a, b) => b.changes.length - a.changes.length)[0];
  const changes = ahead?.changes ?? [];
  return (
    <section aria-label="Changes">
      <h2 className="text-strong">Changes</h2>
      <ul className="mt-2">
        {changes.length > 0 ? (
          changes.map((change) => (
            <Row
              key={change.release.id}
              commit={change.commit}
              text={change.description ?? changeLabel(change)}
              who={shortNameOf(change.user)}
            />
          ))
        ) : (
          <Row
            commit={source.commit}
            text={source.description ?? `v${source.release.version} of ${source.app.name}`}
            who={shortNameOf(user)}
          />
        )}
      </ul>
      {ahead && changes.length === 0 && why[ahead.kind] && (
        <p className="mt-2 text-meta text-ink-3">{why[ahead.kind]}</p>
      )}
    </section>
  );
}

const why: Partial<Record<Ahead["kind"], string>> = {
  first: "Nothing ran there before.",
  same: "The code is the one that ran there before.",
  diverged: "What ran there before never ran in the source, so there is no list of the changes between.",
  behind: "The code is older than the code that ran there before.",
  unknown: `No list of changes: ${CANNOT_COMPARE}.`,
};

function Row({ commit, text, who }: { commit: string | null; text: string; who: string }) {
  return (
    <li className="flex min-h-8 min-w-0 items-center gap-3 border-b border-line text-body">
      {commit && (
        <span className="max-w-24 shrink-0 truncate font-mono text-meta text-ink-2" title={commit}>
          {shortCommit(commit)}
        </span>
      )}
      <span className="min-w-0 flex-1 truncate text-ink" title={text}>
        {text}
      </span>
      <span className="shrink-0 text-meta text-ink-3">{who}</span>
    </li>
  );
}

/**
 * Returns what a promotion brings to one of its targets: the changes between the release that ran there before and
 * the promoted one, whatever runs now. Null when either release is no longer among the known ones.
 */
function promotedChanges(
  promotion: Promotion,
  target: PromotionTarget,
  source: ReviewApp | undefined,
  app: ReviewApp | undefined,
): Ahead | null {
  const promoted = releaseIn(source, promotion.source.release.id);
  const before = releaseIn(app, target.previous?.id);
  if (!source || !app || !promoted || !before) return null;
  return aheadOf({ ...source, current: promoted }, { ...app, current: before });
}

function releaseIn(app: ReviewApp | undefined, id: string | undefined) {
  return [...(app?.releases ?? []), app?.current].find((release) => release && release.id === id) ?? null;
}
