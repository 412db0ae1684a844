import { useInfiniteQuery } from "@tanstack/react-query";
import { MoveRight } from "lucide-react";
import Link from "next/link";
import { useMemo, useState } from "react";
import { usePastClock } from "@/components/promotions/use-past-clock";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { Glyph } from "@/components/ui/state";
import { promotionsQuery } from "@/lib/client/promotions";
import { shortNameOf } from "@/lib/format/person-name";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { ranTill } from "@/lib/text/promotion";
import { ListHeader, listRow, listTarget } from "./list-header";
import { type PastPromotion, promotionHistory } from "./promotion-history";
import { ShortSince } from "./short-since";

const SHOWN = 4;

type PromotionListProps = {
  pipeline: string;
  stage: string;
  /** true if the heading names the stage, because other stages have such a list. */
  namesStage: boolean;
  apps: readonly ReviewApp[];
};

/** The promotions to the apps of a stage, recorded or made elsewhere; the newest ones first. */
export function PromotionList({ pipeline, stage, namesStage, apps }: PromotionListProps) {
  const query = useInfiniteQuery(promotionsQuery({ pipeline }));
  const [all, setAll] = useState(false);
  const rows = useMemo(() => {
    const promotions = query.data?.pages.flatMap((page) => page.items) ?? [];
    return promotionHistory(promotions, apps);
  }, [query.data, apps]);
  const more = rows.length > SHOWN || query.hasNextPage;
  const allLabel = query.hasNextPage ? common.all : text.allOfCount(rows.length);
  return (
    <section aria-label={text.promotionsTo(stage)} aria-busy={query.isPending}>
      <ListHeader
        title={namesStage ? text.promotionsTo(stage) : text.promotions}
        aside={
          more && (
            <button
              type="button"
              aria-expanded={all}
              className="hover:underline pointer-coarse:h-11"
              onClick={() => setAll(!all)}
            >
              {all ? text.fewer : allLabel}
            </button>
          )
        }
      />
      {query.isPending && <Skeleton rows={2} height={32} />}
      {query.isError && (
        <Failed
          what={text.promotions}
          error={query.error}
          onRetry={() => void query.refetch()}
          knownAt={query.dataUpdatedAt || null}
        />
      )}
      {query.isSuccess && rows.length === 0 && (
        <p className="px-0.5 py-1.5 text-output text-ink-2">{text.nothingPromotedYet}</p>
      )}
      <ul>
        {(query.isPending ? [] : rows).slice(0, all ? rows.length : SHOWN).map((row) => (
          <PromotionRow key={row.key} row={row} />
        ))}
      </ul>
      {all && query.hasNextPage && (
        <button
          type="button"
          disabled={query.isFetchingNextPage}
          className="h-8 px-0.5 text-meta text-ink-2 hover:underline pointer-coarse:h-11"
          onClick={() => void query.fetchNextPage()}
        >
          {query.isFetchingNextPage ? common.reading : common.showOlder}
        </button>
      )}
    </section>
  );
}

function PromotionRow({ row }: { row: PastPromotion }) {
  const clock = usePastClock();
  const until = row.until && clock(row.until);
  return (
    <li className={listRow}>
      <span className="flex w-5 shrink-0 justify-center">
        <Glyph kind={row.kind} />
      </span>
      <span className="w-8 shrink-0 text-strong">
        {row.version === null ? "" : common.releaseVersion(row.version)}
      </span>
      <Link
        href={row.href}
        data-row
        className={`flex min-w-0 flex-1 items-center gap-1.5 text-ink-2 ${listTarget}`}
      >
        <MoveRight aria-hidden="true" size={12} strokeWidth={1.5} className="shrink-0" />
        <span className="sr-only">{text.toTargets}</span>
        <span className="min-w-0 truncate" title={row.targets.join(", ")}>
          {[row.failed ?? targetNamesOrCount(row.targets), row.note].filter(Boolean).join(", ")}
        </span>
        {until && <span className="shrink-0">{ranTill(until)}</span>}
      </Link>
      <span className="shrink-0 text-meta text-ink-3">
        {row.elsewhere && <span title={text.promotedElsewhere}>{text.elsewhere}</span>}
        {shortNameOf(row.user)}
        {!until && (
          <>
            {" · "}
            <ShortSince at={row.at} />
          </>
        )}
      </span>
    </li>
  );
}

/** Returns the names if they are short, else their number. */
function targetNamesOrCount(targets: readonly string[]): string {
  const names = targets.join(", ");
  return targets.length > 1 && names.length > 18 ? common.appCount(targets.length) : names;
}
