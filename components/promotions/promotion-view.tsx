"use client";

import { useQuery } from "@tanstack/react-query";
import { usePageAge } from "@/components/ui/page-age";
import { PageHeader, pipelinesCrumb } from "@/components/ui/page-header";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { Glyph } from "@/components/ui/state";
import { TabState } from "@/components/ui/tab-state";
import { promotionQuery } from "@/lib/client/promotions";
import { formatSpan, joinNames, shortCommit } from "@/lib/format/format";
import { mayHaveRun } from "@/lib/promotion/target-text";
import type { Promotion, PromotionTarget } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import { PromotionChanges } from "./changes";
import { PromotionHeader, titleOf } from "./promotion-header";
import { PromotionRow } from "./promotion-row";
import { usePastClock } from "./use-past-clock";
import { type PromotionData, usePromotionData } from "./use-promotion-data";

/** A promotion or rollback: the progress of each target, and the possible actions. */
export function PromotionView({ id }: { id: string }) {
  const query = useQuery(promotionQuery(id));
  if (!query.data) {
    return (
      <div className="max-w-[105rem]">
        <TabState title={text.promotion} />
        <PageHeader crumbs={[pipelinesCrumb]} title={text.promotion} />
        {query.isError ? (
          <Failed what={text.thePromotion} error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton rows={6} height={48} />
        )}
      </div>
    );
  }
  return (
    <div className="max-w-[105rem]">
      {query.isError && (
        <div className="mb-4">
          <Failed
            what={text.thePromotion}
            error={query.error}
            onRetry={() => void query.refetch()}
            knownAt={query.dataUpdatedAt}
          />
        </div>
      )}
      <Loaded promotion={query.data} />
    </div>
  );
}

function Loaded({ promotion }: { promotion: Promotion }) {
  const { old } = usePageAge();
  const data = usePromotionData(promotion);
  const clock = usePastClock();
  const title = titleOf(promotion, data, clock);
  const isRollback = promotion.kind === "put back";
  const first = promotion.targets.find((target) => target.step === "waiting");
  return (
    <>
      <TabState kind={title.kind} title={`${title.word} ${title.rest}`} />
      <PromotionHeader promotion={promotion} data={data} title={title} />
      <ol
        className="mt-6 overflow-hidden rounded-panel border border-edge bg-panel"
        aria-label={common.targets}
      >
        {promotion.targets.map((target) => (
          <PromotionRow
            key={target.id}
            promotion={promotion}
            target={target}
            data={data}
            stale={old}
            stops={target === first}
          />
        ))}
      </ol>
      <UnknownTargets promotion={promotion} data={data} />
      <PromotionNotes promotion={promotion} />
      <div className="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-2">
        {!isRollback && <PromotionChanges promotion={promotion} data={data} />}
        <RollbackPlan promotion={promotion} data={data} />
      </div>
    </>
  );
}

/** The note of a promotion, and the reason for overriding a lock. */
function PromotionNotes({ promotion }: { promotion: Promotion }) {
  const { note, override } = promotion;
  if (!note && !override) return null;
  return (
    <dl className="mt-4 flex flex-col gap-1 text-body">
      {note && (
        <div className="flex gap-2">
          <dt className="shrink-0 text-ink-3">{common.note}</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">{note}</dd>
        </div>
      )}
      {override && (
        <div className="flex gap-2">
          <dt className="shrink-0 text-warn">{text.pastTheLock}</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">{override}</dd>
        </div>
      )}
    </dl>
  );
}

type Props = { promotion: Promotion; data: PromotionData };

/** Names the targets whose running release is unknown. */
function UnknownTargets({ promotion, data }: Props) {
  const { version } = promotion.source.release;
  const done = promotion.targets.filter(({ step }) => step === "done");
  const hidden = done.filter((target) => data.standingOf(target).state === "hidden");
  const unread = done.filter((target) => data.standingOf(target).state === "unread");
  const names = joinNames(unread.map((target) => data.nameOf(target.id)));
  const sentences = [
    hidden.length > 0 &&
      text.cannotSeeTargets(version, hidden.length === 1 ? text.hiddenApp : common.hiddenApps(hidden.length)),
    unread.length > 0 && !data.reviews.isPending && text.notReadTargets(version, names),
  ].filter((sentence) => sentence !== false);
  return sentences.map((sentence) => (
    <p key={sentence} className="mt-3 flex items-start gap-2 text-body text-ink-2">
      <Glyph kind="unknown" className="mt-0.5" />
      {sentence}
    </p>
  ));
}

type PlanProps = { promotion: Promotion; data: PromotionData };

/** The previous release of each target and how long it ran. */
function RollbackPlan({ promotion, data }: PlanProps) {
  const targets = promotion.targets.filter((target) => target.previous);
  if (targets.length === 0) return null;
  const over =
    promotion.kind === "put back" ||
    promotion.put_back !== null ||
    targets.every((target) => data.standingOf(target).state === "overtaken");
  const title = over ? text.whatRanBefore : text.rollbackPlan;
  return (
    <section aria-label={title}>
      <h2 className="text-strong">{title}</h2>
      <ul className="mt-2">
        {targets.map((target) => (
          <li
            key={target.id}
            className="flex min-h-8 min-w-0 items-center gap-2.5 border-b border-line text-body"
          >
            <span className="shrink-0 text-meta text-ink-3">{data.nameOf(target.id)}</span>
            <span className="shrink-0 text-strong">
              {target.previous && common.releaseVersion(target.previous.version)}
            </span>
            {target.previous?.commit && (
              <span className="shrink-0 font-mono text-meta text-ink-2">
                {shortCommit(target.previous.commit)}
              </span>
            )}
            <span className="min-w-0 truncate text-ink-2">{ranText(target, data)}</span>
          </li>
        ))}
      </ul>
      {!over && <p className="mt-2 text-meta text-ink-3">{text.rollBackRestores}</p>}
    </section>
  );
}

/** Returns "ran 4 d", "keeps running until then", "still running". */
function ranText(target: PromotionTarget, data: PromotionData): string {
  const { step, previous, released_at, sent_at } = target;
  if (data.standingOf(target).state === "overtaken" && !mayHaveRun(target)) return text.ranOn;
  if (step === "waiting") return text.keepsRunning;
  if (!mayHaveRun(target)) return text.stillRunning;
  const release = data.reviewOf(target.app.id)?.releases.find((each) => each.id === previous?.id);
  const until = released_at ?? sent_at;
  if (!release || !until) return text.ranBefore;
  return text.ranFor(formatSpan(Math.max(0, Date.parse(until) - Date.parse(release.created_at))));
}
