import { Pin } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { BarsPicture } from "@/components/builds/bars-picture";
import { Name, StageTag, Version } from "@/components/ui/names";
import { usePins } from "@/components/ui/pins";
import { useZone } from "@/components/ui/preferences";
import { State, textColors } from "@/components/ui/state";
import { Age } from "@/components/ui/time";
import type { AppState } from "@/lib/apps/app-state";
import { formatHour } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { type AppRow, versionOf } from "./row-of";

/** The columns from 768 px up: state, app (with stage and region), version, user, age, bars, pin. */
const columns =
  "md:grid md:grid-cols-[124px_262px_minmax(0,1fr)_64px_44px_16px] md:items-center md:gap-x-3 lg:grid-cols-[124px_262px_minmax(0,1fr)_64px_44px_118px_16px] wide:grid-cols-[124px_320px_minmax(0,1fr)_128px_44px_118px_16px]";

/** One app: state, name, stage and region, current release, its user and age, the last 20 builds. */
export const AppRowLine = memo(function AppRowLine({ row, stage }: { row: AppRow; stage: string | null }) {
  const { app, summary, state } = row;
  const current = summary?.current ?? null;
  return (
    <li
      className={`group relative flex min-h-10 flex-wrap items-center gap-x-2 border-b border-line py-2 md:pr-1 transition-colors duration-fast hover:bg-hover md:h-10 md:py-0 pointer-coarse:md:h-12 ${columns}`}
    >
      <span className="order-1 flex max-md:w-4 max-md:overflow-hidden">
        {state ? (
          <State kind={state.kind} label={state.word} />
        ) : (
          <span className="inline-block h-3 w-14 rounded-full bg-hover align-middle" />
        )}
      </span>
      <span className="order-2 flex min-w-0 items-baseline gap-2 max-md:flex-1">
        <Link
          href={paths.app(app.name)}
          data-row
          className="truncate text-strong after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-live"
        >
          <Name value={app.name} max={stage ? 23 : 27} />
        </Link>
        {stage && <StageTag stage={stage} />}
        {app.region && <span className="shrink-0 text-meta text-ink-3">{app.region.name}</span>}
        {app.maintenance && <span className="shrink-0 text-meta text-warn">{text.maintenance}</span>}
      </span>
      <span className="order-4 flex min-w-0 items-baseline gap-2 max-md:basis-full max-md:pl-6 md:order-3">
        {state && state.kind !== "ok" && <StateWord state={state} word={state.word} />}
        {state && <DynosAt state={state} />}
        {current && summary ? <Version {...versionOf(current, row)} /> : <Nothing row={row} />}
      </span>
      <span className="order-4 truncate text-meta text-ink-3 max-md:hidden">
        {current ? shortNameOf(current.user) : ""}
      </span>
      <span className="order-3 text-right text-meta text-ink-3 md:order-5">
        {current && <Age at={current.created_at} inRow className="relative" />}
      </span>
      <span className="order-6 hidden lg:block">
        {summary && summary.builds.length > 0 && <BarsPicture builds={summary.builds} height={19} />}
      </span>
      <span className="order-7 max-md:hidden">
        <PinButton app={app.name} />
      </span>
    </li>
  );
});

function Nothing({ row: { summary } }: { row: AppRow }) {
  if (!summary)
    return <span className="inline-block h-3 w-40 max-w-full rounded-full bg-hover align-middle" />;
  return (
    <span className="text-ink-3">
      {summary.builds.length > 0 ? common.nothingReleased : text.nothingBuiltYet}
    </span>
  );
}

/** Pins an app to the rail. Visible on hover and focus; filled once pinned. */
function PinButton({ app }: { app: string }) {
  const { pins, full, toggle } = usePins();
  const pinned = pins.includes(app);
  return (
    <button
      type="button"
      aria-label={text.pinApp(app)}
      aria-pressed={pinned}
      aria-disabled={(full && !pinned) || undefined}
      title={pinned ? text.unpin : full ? text.pinsFull(pins.length) : text.pin}
      onClick={() => toggle(app)}
      className={`relative flex size-4 items-center justify-center rounded-[4px] text-ink-3 before:absolute before:-inset-2 hover:text-ink focus-visible:opacity-100 opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100`}
    >
      <Pin aria-hidden="true" size={14} strokeWidth={1.5} fill={pinned ? "currentColor" : "none"} />
    </button>
  );
}

/**
 * The label of a state on a phone, where the first line shows only the glyph. Hidden from screen readers, which
 * read the label next to the glyph.
 */
export function StateWord({ state, word }: { state: AppState; word: string }) {
  return (
    <span aria-hidden="true" className={`shrink-0 md:hidden ${textColors[state.kind]}`}>
      {word}
    </span>
  );
}

/** Shows when the dynos were read ("at 14:02") if that is too long ago, else nothing. */
export function DynosAt({ state: { dynosAt } }: { state: Pick<AppState, "dynosAt"> }) {
  const zone = useZone();
  if (dynosAt === null) return null;
  return (
    <span suppressHydrationWarning className="shrink-0 text-meta text-ink-2">
      {text.readAt(formatHour(dynosAt, zone))}
    </span>
  );
}
