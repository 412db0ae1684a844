import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { parseAsBoolean, useQueryState } from "nuqs";
import { Button } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import type { StateKind } from "@/components/ui/glyph-shapes";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useKnownNow } from "@/components/ui/page-age";
import { appsCrumb, Crumbs, pipelinesCrumb } from "@/components/ui/page-header";
import { useZone } from "@/components/ui/preferences";
import { Glyph } from "@/components/ui/state";
import { Clock } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { formatClock, formatDay, formatDuration, shortCommit } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import { promotionTitle } from "@/lib/promotion/promotion-title";
import { rollBackLabel, rollBackPlan } from "@/lib/promotion/roll-back-plan";
import { APP_NAME } from "@/lib/schemas/common";
import type { Promotion } from "@/lib/schemas/promotion";
import * as commonText from "@/lib/text/common";
import * as text from "@/lib/text/promotion";
import { RollbackTargetsSheet } from "./rollback-targets-sheet";
import type { PromotionData } from "./use-promotion-data";

type Props = { promotion: Promotion; data: PromotionData; title: Title };

const titleColors: Partial<Record<Title["kind"], string>> = {
  live: "text-live",
  bad: "text-bad",
  ok: "text-ink",
};

/** The outcome, user and time of a promotion, and its actions. */
export function PromotionHeader({ promotion, data, title }: Props) {
  const { pipeline, source, kind } = promotion;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-[34rem] max-sm:basis-full">
        <Crumbs
          items={
            pipeline
              ? [pipelinesCrumb, { label: pipeline.name, href: paths.pipeline(pipeline.name) }]
              : [appsCrumb, { label: source.app.name, href: paths.app(source.app.name) }]
          }
        />
        <div className="mt-1 flex min-w-0 items-start gap-2">
          <Glyph kind={title.kind} className="mt-1.5" />
          <h1 className="flex min-w-0 flex-wrap items-baseline gap-x-3 text-title">
            <span className="wrap-anywhere">
              <span className={titleColors[title.kind] ?? "text-ink-2"}>{title.word}</span> {title.rest}
            </span>
            {kind === "promotion" && (
              <span className="flex min-w-0 items-baseline gap-3 tracking-normal">
                {source.commit && (
                  <span className="font-mono text-output font-normal text-ink-2" title={source.commit}>
                    {shortCommit(source.commit)}
                  </span>
                )}
                <span className="line-clamp-1 text-body font-normal text-ink-2">{source.description}</span>
              </span>
            )}
          </h1>
        </div>
        <Meta promotion={promotion} data={data} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 max-sm:w-full">
        <PromotionTime promotion={promotion} expectedMs={data.expectedMs} />
        <RollbackTargetsButton promotion={promotion} data={data} />
        <PromotionMenu promotion={promotion} />
      </div>
    </header>
  );
}

/** "by Dana Ito · 14:03 · one after another, stops at the first failure · you can close this page". */
function Meta({ promotion, data }: Pick<Props, "promotion" | "data">) {
  const zone = useZone();
  const now = useNow(60_000);
  const day = formatDay(promotion.created_at, now, zone);
  const several = promotion.targets.length > 1;
  const { version } = (data.original ?? promotion).source.release;
  const order = promotion.order === "in turn" ? text.oneAfterAnother : text.allAtOnce;
  return (
    <p className="mt-1 text-meta text-ink-3">
      {text.by} <span title={promotion.user.email ?? undefined}>{fullNameOf(promotion.user)}</span>
      {" · "}
      {zone && day !== "Today" && `${day} `}
      <Clock at={promotion.created_at} />
      {several && ` · ${order}`}
      {promotion.status === "pending" && text.youCanClose}
      {promotion.of && (
        <>
          {" · "}
          <Link href={paths.promotion(promotion.of)} className="underline underline-offset-2">
            {promotion.kind === "put back" ? text.putsBack(version) : text.aRetryOf(version)}
          </Link>
        </>
      )}
      {promotion.put_back && (
        <>
          {" · "}
          <Link href={paths.promotion(promotion.put_back)} className="underline underline-offset-2">
            {text.itWasPutBack}
          </Link>
        </>
      )}
    </p>
  );
}

/** "Put back v33 on eu, v31 on us…": shown while a target can be rolled back. */
function RollbackTargetsButton({ promotion, data }: { promotion: Promotion; data: PromotionData }) {
  // Stored in the address, so that signing in again returns to the open sheet.
  const [open, setOpen] = useQueryState("put-back", parseAsBoolean.withDefault(false));
  const show = (next: boolean) => {
    setOpen(next || null, { history: next ? "push" : "replace" }).catch(() => {});
  };
  const lines = rollBackPlan(promotion, data.reviewOf);
  const remaining = lines.filter((line) => line.state !== "back" && line.state !== "gone");
  // A rollback is undone by a promotion, which has a review.
  if (remaining.length === 0 || promotion.kind === "put back") return null;
  return (
    <>
      <Button acts className="min-w-0 max-w-full max-sm:flex-1" onClick={() => show(true)}>
        {`${rollBackLabel(remaining, data.nameOf)}…`}
      </Button>
      {open && (
        <RollbackTargetsSheet promotion={promotion} data={data} lines={lines} onClose={() => show(false)} />
      )}
    </>
  );
}

/** "1:34 of about 3:20" while in progress, "took 3 m 20 s" afterwards. */
function PromotionTime({ promotion, expectedMs }: { promotion: Promotion; expectedMs: number | null }) {
  const now = useKnownNow();
  const { created_at, finished_at, status } = promotion;
  if (status === "completed") {
    if (!finished_at) return null;
    const took = Date.parse(finished_at) - Date.parse(created_at);
    return <p className="text-meta text-ink-2">{text.took(formatDuration(took))}</p>;
  }
  const ms = Math.max(0, now - Date.parse(created_at));
  return (
    <p suppressHydrationWarning className="flex items-baseline gap-2 tabular-nums">
      <span className="text-title">{formatClock(ms)}</span>
      {expectedMs !== null && (
        <span className="text-meta text-ink-2">
          {ms > expectedMs ? commonText.usually : commonText.ofAbout} {formatClock(expectedMs)}
        </span>
      )}
    </p>
  );
}

/** Other actions: links to copy, and links to its source. */
function PromotionMenu({ promotion }: { promotion: Promotion }) {
  const { id, pipeline, source } = promotion;
  return (
    <Menu
      label={commonText.more}
      trigger={
        <Button aria-label={commonText.more} className="w-8 px-0! pointer-coarse:w-11">
          <Ellipsis aria-hidden="true" size={16} strokeWidth={1.75} />
        </Button>
      }
    >
      <MenuItem onSelect={() => void copyText(`${location.origin}${paths.promotion(id)}`)}>
        {commonText.copyLink}
      </MenuItem>
      <MenuItem onSelect={() => void copyText(id)}>{text.copyPromotionId}</MenuItem>
      <MenuLine />
      {pipeline && <MenuItem href={paths.pipeline(pipeline.name)}>{text.openPipeline}</MenuItem>}
      {APP_NAME.test(source.app.name) && (
        <MenuItem href={paths.release(source.app.name, source.release.version)}>
          {text.openVersionOf(source.release.version, source.app.name)}
        </MenuItem>
      )}
    </Menu>
  );
}

type Title = { kind: StateKind; word: string; rest: string };

/** Returns the title of a promotion from the data of its page. */
export function titleOf(
  promotion: Promotion,
  { returnsTo, standingOf }: PromotionData,
  clock: (iso: string) => string | null,
): Title {
  return promotionTitle(promotion, { returnsTo, standingOf, clock });
}
