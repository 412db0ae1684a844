import Link from "next/link";
import { Glyph } from "@/components/ui/state";
import { cutName } from "@/lib/format/cut-name";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import type { ReviewApp } from "@/lib/schemas/review";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { builtRows, promotedRows } from "./built-rows";
import { ListHeader, listRow, listTarget } from "./list-header";
import { ShortSince } from "./short-since";

const SHOWN = 5;

type BuiltListProps = {
  stage: string;
  app: ReviewApp;
  /** true if the stage has other apps as well: the heading then names the app. */
  inSharedStage: boolean;
  next: { stage: string; apps: readonly ReviewApp[] };
  /** The apps of the pipeline: the builds of one describe what was promoted to another. */
  siblings: readonly ReviewApp[];
};

/**
 * "Built in staging": the newest builds of an app, and which of them runs in the next stage. "Versions in staging"
 * lists the code that was promoted there if nothing is built in it.
 */
export function BuiltList({ stage, app, inSharedStage, next, siblings }: BuiltListProps) {
  const built = builtRows(app, next.apps);
  const rows = built.length > 0 ? built : promotedRows(app, siblings, next.apps);
  const title = built.length > 0 ? text.builtIn : text.versionsIn;
  if (rows.length === 0) return null;
  const marked = rows.slice(SHOWN).find((row) => row.runsIn);
  const shown = [...rows.slice(0, marked ? SHOWN - 1 : SHOWN), ...(marked ? [marked] : [])];
  return (
    <section aria-label={`${title} ${stage}`}>
      <ListHeader
        title={`${title} ${inSharedStage ? cutName(app.app.name, 20) : stage}`}
        aside={
          <Link
            href={built.length > 0 ? paths.builds(app.app.name) : paths.releases(app.app.name)}
            className="hover:underline"
          >
            {built.length > 0 ? common.allBuilds : common.allReleases}
          </Link>
        }
      />
      <ul>
        {shown.map((row) => (
          <li key={row.key} className={listRow}>
            <span className="flex w-5 shrink-0 justify-center">
              {row.kind !== "none" && <Glyph kind={row.kind} />}
            </span>
            <span className="w-8 shrink-0 text-strong">
              {row.version === null ? (
                <span className="text-ink-3">–</span>
              ) : (
                common.releaseVersion(row.version)
              )}
            </span>
            <Link href={row.href} data-row className={`min-w-0 flex-1 text-ink-2 ${listTarget}`}>
              <span className="sr-only">{row.word} </span>
              {row.description ?? (
                <span className={row.commit ? "font-mono text-meta font-normal" : ""}>
                  {row.commit ? shortCommit(row.commit) : common.withoutVersion}
                </span>
              )}
            </Link>
            <span className="shrink-0 text-meta text-ink-3">
              {row.runsIn && text.runsIn(next.stage)}
              <ShortSince at={row.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
