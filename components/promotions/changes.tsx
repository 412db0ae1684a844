import { shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { type CodeComparison, changeLabel, compareCode } from "@/lib/review/compare-code";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import { cannotCompare } from "@/lib/text/review";
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
    <section aria-label={common.changes}>
      <h2 className="text-strong">{common.changes}</h2>
      <ul className="mt-2">
        {changes.length > 0 ? (
          changes.map((change) => (
            <Row
              key={change.release.id}
              commit={change.commit}
              description={change.description ?? changeLabel(change)}
              user={shortNameOf(change.user)}
            />
          ))
        ) : (
          <Row
            commit={source.commit}
            description={source.description ?? text.versionOf(source.release.version, source.app.name)}
            user={shortNameOf(user)}
          />
        )}
      </ul>
      {ahead && changes.length === 0 && emptyReasons[ahead.kind] && (
        <p className="mt-2 text-meta text-ink-3">{emptyReasons[ahead.kind]}</p>
      )}
    </section>
  );
}

const emptyReasons: Partial<Record<CodeComparison["kind"], string>> = {
  first: text.nothingRanBefore,
  same: text.sameCodeAsBefore,
  diverged: text.divergedCode,
  behind: text.olderThanBefore,
  unknown: text.noListOfChanges(cannotCompare),
};

function Row({ commit, description, user }: { commit: string | null; description: string; user: string }) {
  return (
    <li className="flex min-h-8 min-w-0 items-center gap-3 border-b border-line text-body">
      {commit && (
        <span className="max-w-24 shrink-0 truncate font-mono text-meta text-ink-2" title={commit}>
          {shortCommit(commit)}
        </span>
      )}
      <span className="min-w-0 flex-1 truncate text-ink" title={description}>
        {description}
      </span>
      <span className="shrink-0 text-meta text-ink-3">{user}</span>
    </li>
  );
}

/**
 * Returns the changes between the previous release of a target and the promoted one. Null when either is not among
 * the known releases.
 */
function promotedChanges(
  promotion: Promotion,
  target: PromotionTarget,
  source: ReviewApp | undefined,
  app: ReviewApp | undefined,
): CodeComparison | null {
  const promoted = releaseIn(source, promotion.source.release.id);
  const before = releaseIn(app, target.previous?.id);
  if (!source || !app || !promoted || !before) return null;
  return compareCode({ ...source, current: promoted }, { ...app, current: before });
}

function releaseIn(app: ReviewApp | undefined, id: string | undefined) {
  return [...(app?.releases ?? []), app?.current].find((release) => release && release.id === id) ?? null;
}
