import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { joinNames, shortCommit } from "@/lib/format/format";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import { type Change, changeLabel } from "@/lib/review/compare-code";
import type { LaneSource } from "@/lib/review/lane-source";
import type { SeenTarget } from "@/lib/review/lane-target";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/review";

const SHOWN = 8;

type LaneChangesProps = { source: LaneSource; targets: readonly SeenTarget[] };

/** The changes that the targets lack, newest first, and the ones that are removed. */
export function LaneChanges({ source, targets }: LaneChangesProps) {
  const [all, setAll] = useState(false);
  const furthest = [...targets].sort((a, b) => b.ahead.changes.length - a.ahead.changes.length)[0];
  const changes = furthest?.ahead.changes ?? [];
  const newest = [...targets].sort((a, b) => b.ahead.removed.length - a.ahead.removed.length)[0];
  const removed = newest?.ahead.removed ?? [];
  const comparison = targets.map((target) => target.preview.comparison).find(Boolean);
  const shown = all ? changes : changes.slice(0, SHOWN);
  return (
    <section aria-label={common.changes} className="border-t border-line px-4 pt-3.5 pb-4">
      <div className="flex h-5 items-baseline justify-between gap-3">
        <h4 className="text-strong">
          {changes.length === 0 ? common.changes : text.changes(changes.length)}
        </h4>
        {(furthest?.preview.comparison ?? comparison) && (
          <Compare comparison={furthest?.preview.comparison ?? comparison ?? null} />
        )}
      </div>
      <ul className="mt-1.5">
        {shown.map((change) => (
          <ChangeRow key={change.release.id} app={source.app.name} change={change} />
        ))}
      </ul>
      {changes.length > shown.length && (
        <button
          type="button"
          className="mt-1 text-meta text-ink-2 hover:underline"
          onClick={() => setAll(true)}
        >
          {common.andMore(changes.length - shown.length)}
        </button>
      )}
      {newest && removed.length > 0 && (
        <>
          <h5 className="mt-2 text-meta text-warn">{text.removedFrom(removed.length, newest.short)}</h5>
          <ul>
            {removed.slice(0, SHOWN).map((change) => (
              <ChangeRow key={change.release.id} app={source.app.name} change={change} />
            ))}
          </ul>
          {removed.length > SHOWN && (
            <p className="text-meta text-ink-3">{common.andMore(removed.length - SHOWN)}</p>
          )}
        </>
      )}
      {remarks(source, targets, changes.length).map((remark) => (
        <p key={remark} className="mt-1 text-meta text-ink-3">
          {remark}
        </p>
      ))}
    </section>
  );
}

function ChangeRow({ app, change }: { app: string; change: Change }) {
  const { release, commit, description, user } = change;
  return (
    <li className="flex h-[26px] min-w-0 items-center gap-4 text-output">
      <Link
        href={paths.release(app, release.version)}
        title={commit ?? undefined}
        aria-label={text.versionAndCommit(release.version, commit)}
        className="w-[3.25rem] shrink-0 truncate font-mono text-meta text-ink-2 hover:underline"
      >
        {commit ? shortCommit(commit) : common.releaseVersion(release.version)}
      </Link>
      <span className="min-w-0 flex-1 truncate" title={description ?? undefined}>
        {description ?? changeLabel(change)}
      </span>
      <span className="shrink-0 text-meta text-ink-3" title={user.email ?? undefined}>
        {shortNameOf(user)}
      </span>
    </li>
  );
}

function Compare({ comparison }: { comparison: { url: string; from: string; to: string } | null }) {
  if (!comparison) return null;
  return (
    <a
      href={comparison.url}
      target="_blank"
      rel="noreferrer"
      aria-label={text.compare(comparison.from, comparison.to)}
      className="inline-flex shrink-0 items-center gap-1 font-mono text-meta text-ink-2 hover:underline"
    >
      {comparison.from}…{comparison.to}
      <ArrowUpRight aria-hidden="true" size={12} strokeWidth={1.75} />
    </a>
  );
}

/** Returns notes on the list of changes: targets that lack fewer or cannot be compared, and config changes. */
function remarks(source: LaneSource, targets: readonly SeenTarget[], count: number): string[] {
  const stage = source.stage ?? source.app.name;
  const of = (kind: SeenTarget["ahead"]["kind"]) =>
    targets.filter((target) => target.ahead.kind === kind).map((target) => target.short);
  const fewer = targets.filter(({ ahead }) => ahead.kind === "ahead" && ahead.changes.length < count);
  const config = Math.max(0, ...targets.map((target) => target.ahead.config.length));
  const about = (names: string[], one: string, more = one) =>
    names.length > 0 ? [`${joinNames(names)} ${names.length === 1 ? one : more}`] : [];
  return [
    ...fewer.map(({ short, ahead }) => text.lacksOnlyNewest(short, ahead.changes.length)),
    ...about(of("same"), text.hasAll, text.haveAll),
    ...about(of("diverged"), text.runsElsewhere(stage), text.runElsewhere(stage)),
    ...about(of("unknown"), text.cannotBeCompared),
    ...about(of("first"), text.hasRunNothing, text.haveRunNothing),
    ...(config > 0 ? [text.configStays(config, stage)] : []),
  ];
}
