import Link from "next/link";
import { Name, Version } from "@/components/ui/names";
import { useKnownNow } from "@/components/ui/page-age";
import { State } from "@/components/ui/state";
import { Age, Ticking } from "@/components/ui/time";
import { shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { DynosAt, StateWord } from "./app-row";
import { type AppRow, versionOf } from "./row-of";

const MAX_ROWS = 6;

/** Lists failing and active apps. Renders nothing if there are none. */
export function NowPanel({ rows }: { rows: AppRow[] }) {
  if (rows.length === 0) return null;
  const ordered = [...rows].sort(byUrgency);
  const rest = ordered.length - MAX_ROWS;
  return (
    <section
      aria-label={text.nowTitle}
      className="mt-4 overflow-hidden rounded-panel border border-line bg-panel"
    >
      <ul>
        {ordered.slice(0, MAX_ROWS).map((row) => (
          <NowRow key={row.app.id} row={row} />
        ))}
      </ul>
      {rest > 0 && <MoreLine count={rest} />}
    </section>
  );
}

function MoreLine({ count }: { count: number }) {
  return <p className="px-3 py-1.5 text-meta text-ink-3">{common.andMore(count)}</p>;
}

/** Sorts failures first, newest first, then active apps by start, so that a new one does not displace the others. */
function byUrgency(a: AppRow, b: AppRow): number {
  const rank = (row: AppRow) => (row.state?.group === "needs" ? 0 : 1);
  const since = (row: AppRow) => row.state?.since ?? "";
  return rank(a) - rank(b) || (rank(a) ? since(a).localeCompare(since(b)) : since(b).localeCompare(since(a)));
}

/** A failing app (tinted) or an active one, linked to the cause. */
function NowRow({ row }: { row: AppRow }) {
  const { app, summary, state } = row;
  if (!summary || !state) return null;
  const { about } = state;
  const href =
    about && "build" in about
      ? paths.build(app.name, about.build.id)
      : about && "release" in about
        ? paths.release(app.name, about.release.version)
        : paths.app(app.name);
  const bad = state.group === "needs";
  return (
    <li
      className={`relative flex min-h-10 flex-wrap items-center gap-x-2 border-b border-line px-3 py-2 last:border-b-0 md:h-10 md:py-0 pointer-coarse:md:h-12 ${nowColumns} ${bad ? "bg-tint-bad" : ""}`}
    >
      <State kind={state.kind} label={state.long} className="max-md:w-4 max-md:overflow-hidden md:-mr-2" />
      <Link
        href={href}
        data-row
        className="min-w-0 truncate text-strong after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-live max-md:flex-1"
      >
        <Name value={app.name} max={27} />
      </Link>
      <span className="flex min-w-0 items-baseline gap-2 max-md:order-5 max-md:basis-full max-md:pl-6">
        <StateWord state={state} word={state.long} />
        <DynosAt state={state} />
        <Detail row={row} />
      </span>
      <span className="truncate text-meta text-ink-2 max-md:hidden">{userOf(state, summary)}</span>
      <span className="text-right text-meta text-ink-2">
        {bad || state.kind === "warn" ? (
          <Age at={state.since} ago inRow className="relative" />
        ) : (
          <Ticking since={state.since} expectedMs={state.expectedMs} className="text-ink" />
        )}
      </span>
      {state.kind === "live" && <ProgressLine since={state.since} expectedMs={state.expectedMs} />}
    </li>
  );
}

/** The columns of the table without the panel's border and padding; the last one spans age, bars and pin. */
const nowColumns =
  "md:grid md:grid-cols-[111px_262px_minmax(0,1fr)_64px_104px] md:gap-x-3 lg:grid-cols-[111px_262px_minmax(0,1fr)_64px_193px] wide:grid-cols-[111px_320px_minmax(0,1fr)_128px_193px]";

function Detail({ row }: { row: AppRow }) {
  const { summary, state } = row;
  if (!summary || !state) return null;
  const { about } = state;
  if (about && "build" in about) {
    const { version, version_description } = about.build.source_blob;
    if (state.group === "needs" && summary.first_error)
      return <Mono commit={version} text={summary.first_error} />;
    return <Version commit={version} description={version_description} />;
  }
  if (about && "release" in about) return <Version {...versionOf(about.release, row)} />;
  return summary.current ? <Version {...versionOf(summary.current, row)} /> : null;
}

/** The first error line, in monospace. */
function Mono({ commit, text }: { commit: string | null; text: string }) {
  return (
    <span title={text} className="min-w-0 truncate font-mono text-meta font-normal text-ink-2">
      {commit && <span className="mr-[7px]">{shortCommit(commit)}</span>}
      {text}
    </span>
  );
}

function userOf(state: NonNullable<AppRow["state"]>, summary: NonNullable<AppRow["summary"]>): string {
  const { about } = state;
  if (about && "build" in about) return shortNameOf(about.build.user);
  if (about && "release" in about) return shortNameOf(about.release.user);
  return about ? about.dyno : shortNameOf(summary.current?.user ?? { id: null, email: null });
}

/** A 2 px bar that fills over the expected time and stops just short of full. */
function ProgressLine({ since, expectedMs }: { since: string; expectedMs: number | null }) {
  const now = useKnownNow();
  if (!expectedMs) return null;
  const share = Math.min(0.97, Math.max(0, (now - Date.parse(since)) / expectedMs));
  return (
    <svg
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 bottom-0 h-0.5 w-full"
      height={2}
    >
      <rect
        width={`${(share * 100).toFixed(1)}%`}
        height={2}
        className="fill-bar-live"
        suppressHydrationWarning
      />
    </svg>
  );
}
