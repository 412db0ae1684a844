import Link from "next/link";
import { groupNotes } from "@/components/apps/group-notes";
import type { AppRow } from "@/components/apps/row-of";
import { Name, StageTag } from "@/components/ui/names";
import { Glyph } from "@/components/ui/state";
import { byStage, isPromoted, type Place, stageOrder } from "@/lib/apps/stages";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import type { Pipeline } from "@/lib/schemas/pipeline";
import type { Promotion } from "@/lib/schemas/promotion";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { ShortSince } from "./short-since";

type PipelineRowProps = {
  pipeline: Pipeline;
  /** The apps of the pipeline that this account can see. */
  rows: readonly AppRow[];
  places: ReadonlyMap<string, Place>;
  /** Its newest recorded promotion. */
  last: Promotion | null;
};

/** One pipeline: its name, the running releases of each stage, their difference, the last promotion. */
export function PipelineRow({ pipeline, rows, places, last }: PipelineRowProps) {
  const notes = groupNotes(pipeline, rows, places);
  const byApp = new Map(rows.map((row) => [row.app.id, row]));
  const stages = byStage(pipeline.couplings, ({ stage }) => stage)
    .filter(({ stage }) => isPromoted(stage))
    .sort((a, b) => stageOrder(a.stage) - stageOrder(b.stage));
  return (
    <li className="relative flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 transition-colors duration-fast hover:bg-hover md:grid md:grid-cols-[200px_minmax(0,1fr)_auto_auto] md:py-1.5 lg:grid-cols-[220px_minmax(0,1fr)_150px_130px]">
      <Link
        href={paths.pipeline(pipeline.name)}
        data-row
        className="min-w-0 truncate text-strong after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-live max-md:flex-1"
      >
        <Name value={pipeline.name} max={27} />
      </Link>
      <span className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 max-md:order-last max-md:basis-full">
        {stages.map(({ stage, apps }) => (
          <span key={stage} className="flex min-w-0 items-center gap-2">
            <StageTag stage={stage} />
            <StageRuns rows={apps.map(({ app }) => byApp.get(app.id) ?? null)} />
          </span>
        ))}
        {stages.length === 0 && <span className="text-ink-3">{text.noAppsInStages}</span>}
      </span>
      <span className="flex min-w-0 gap-x-3 text-meta whitespace-nowrap md:flex-col">
        {notes.map(({ text: note, href }) =>
          href ? (
            <Link key={note} href={href} className="relative text-ink-2 hover:underline">
              {note}
            </Link>
          ) : (
            <span key={note} className="text-ink-3">
              {note}
            </span>
          ),
        )}
      </span>
      <span className="text-right text-meta text-ink-3 max-md:hidden">
        {last && (
          <Link href={paths.promotion(last.id)} className="relative hover:underline">
            {common.releaseVersion(last.source.release.version)} · {shortNameOf(last.user)} ·{" "}
            <ShortSince at={last.created_at} />
          </Link>
        )}
      </span>
    </li>
  );
}

/** Glyph and version of each app if there are few, else their number. Null stands for a hidden app. */
function StageRuns({ rows }: { rows: readonly (AppRow | null)[] }) {
  const seen = rows.filter((row) => row !== null);
  const hidden = rows.length - seen.length;
  if (seen.length > 3) return <span className="text-ink-2">{common.appCount(rows.length)}</span>;
  return (
    <>
      {seen.map(({ app, state, summary }) => (
        <span key={app.id} title={app.name} className="flex items-center gap-1 text-ink-2">
          {state && <Glyph kind={state.kind} />}
          <span className="sr-only">{`${app.name} ${state?.word ?? common.notReadYet} `}</span>
          {summary ? (
            summary.current && common.releaseVersion(summary.current.version)
          ) : (
            <span className="h-3 w-10 rounded-full bg-hover" />
          )}
        </span>
      ))}
      {hidden > 0 && (
        <span title={text.cannotSeeApp} className="text-ink-3">
          {hidden === 1 ? text.hiddenApp : common.hiddenApps(hidden)}
        </span>
      )}
    </>
  );
}
