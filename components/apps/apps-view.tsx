"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { useNow } from "@/components/ui/use-now";
import { sentenceOf } from "@/lib/apps/app-counts";
import { groupApps } from "@/lib/apps/app-groups";
import { isUrgent } from "@/lib/apps/app-state";
import { type Place, placesOf, stageOrder } from "@/lib/apps/stages";
import { BATCH } from "@/lib/apps/summary-batches";
import { appsQuery, summariesQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import type { App } from "@/lib/schemas/app";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { AppRowLine } from "./app-row";
import { AppsFilter, matchesAppFilter, useAppFilter } from "./apps-filter";
import { groupNotes } from "./group-notes";
import { NewApp } from "./new-app";
import { NowPanel } from "./now-panel";
import { type AppRow, buildsBySlug, rowOf } from "./row-of";
import { useAllStates } from "./use-all-states";
import { useSummaries } from "./use-summaries";
import { GroupHeader, type TableLine, VirtualApps } from "./virtual-apps";

const none: never[] = [];

/** The apps page: failing apps, active apps, then all apps by pipeline and team. */
export function AppsView({ email }: { email: string }) {
  const query = useQuery(appsQuery());
  const apps = query.data?.items ?? none;
  const [visible, setVisible] = useState<ReadonlySet<number>>(new Set());
  const pipelines = useQuery(pipelinesQuery());
  const places = useMemo(() => placesOf(pipelines.data?.items ?? none), [pipelines.data]);
  const summaries = useSummaries(apps, places, visible);
  const now = useNow(5_000);
  const { filter, set, active, clear } = useAppFilter();
  const byState = filter.failing || filter.building;
  const [matching, setMatching] = useState<string[]>(none);
  const matchingQuery = useQuery(summariesQuery(matching));
  const read = useMemo(
    () =>
      new Map([
        ...summaries.byName,
        ...(matchingQuery.data?.items ?? none).map((item) => [item.app.name, item] as const),
      ]),
    [summaries.byName, matchingQuery.data],
  );
  const { byName, reading } = useAllStates(byState, apps, read);
  const bySlug = useMemo(() => buildsBySlug(byName.values()), [byName]);
  const rows = useMemo(
    () => apps.map((app) => rowOf(app, byName.get(app.name), { now, bySlug })),
    [apps, byName, bySlug, now],
  );
  const shown = useMemo(
    () =>
      active
        ? rows.filter((row) => matchesAppFilter(row, places.get(row.app.id)?.stage, filter, email))
        : rows,
    [rows, places, active, filter, email],
  );
  // Only the matching ones of the apps read for the filter stay watched.
  const names = byState && !reading ? shown.slice(0, BATCH).map(({ app }) => app.name) : none;
  if (names.join() !== matching.join()) setMatching(names);
  const stages = useMemo(() => stagesOf(apps, places), [apps, places]);
  const states = rows.flatMap((row) => row.state ?? []);
  const mostUrgent =
    states.find((state) => state.group === "needs") ?? states.find((state) => state.group === "moves");
  return (
    <div className="mx-auto flex w-full max-w-300 flex-1 flex-col">
      <TabState {...(mostUrgent ? { kind: mostUrgent.kind } : {})} title={common.apps} />
      <PageHeader
        title={common.apps}
        meta={
          <span className="text-body text-ink-2" aria-live="polite">
            {sentenceOf(states, apps.length, summaries.settled)}
          </span>
        }
        actions={<NewApp />}
      />
      {query.error && (
        <div className="mt-4">
          <Failed
            what={common.apps}
            error={query.error}
            onRetry={() => query.refetch()}
            knownAt={query.dataUpdatedAt || null}
          />
        </div>
      )}
      {pipelines.error && !query.error && (
        <div className="mt-4">
          <Failed
            what={common.pipelines}
            error={pipelines.error}
            onRetry={() => pipelines.refetch()}
            knownAt={pipelines.dataUpdatedAt || null}
          />
        </div>
      )}
      {summaries.error && !query.error && (
        <div className="mt-4">
          <Failed
            what={text.whatRunsInApps}
            error={summaries.error}
            onRetry={summaries.refetch}
            knownAt={summaries.updatedAt || null}
          />
        </div>
      )}
      <NowPanel rows={rows.filter((row) => row.state && isUrgent(row.state, now))} />
      {query.isPending && (
        <div className="mt-24">
          <Skeleton rows={8} />
        </div>
      )}
      {query.data && apps.length === 0 && <Empty>{text.noAppsYet}</Empty>}
      {apps.length > 0 && (
        <>
          <AppsFilter
            apps={apps}
            shown={shown.length}
            read={byState && states.length < apps.length ? states.length : null}
            stages={stages}
            filter={filter}
            set={set}
          />
          <AppsTable rows={shown} all={apps} places={places} onVisible={setVisible} />
          {shown.length === 0 && reading && <Empty>{text.noneSoFar}</Empty>}
          {shown.length === 0 && !reading && (
            <Empty>
              {text.noAppMatches} {filter.q ? `“${filter.q}”` : text.theseFilters}.{" "}
              <button type="button" className="text-live underline underline-offset-2" onClick={clear}>
                {common.clearTheFilter}
              </button>
            </Empty>
          )}
        </>
      )}
    </div>
  );
}

/** Returns the stages of these apps, in order. */
function stagesOf(apps: readonly App[], places: ReadonlyMap<string, Place>): string[] {
  const stages = new Set(apps.flatMap(({ id }) => places.get(id)?.stage ?? []));
  return [...stages].sort((a, b) => stageOrder(a) - stageOrder(b));
}

/** Tables with more rows render only the visible ones. */
const VIRTUAL_FROM = 100;

type AppsTableProps = {
  rows: AppRow[];
  all: readonly App[];
  /** App id → its pipeline and stage. */
  places: ReadonlyMap<string, Place>;
  /** Called with the indexes of the visible batches of 60; only their summaries are requested. */
  onVisible: (batches: ReadonlySet<number>) => void;
};

/** The apps as a table: by pipeline, then by team, personal apps last. */
function AppsTable({ rows, all, places, onVisible }: AppsTableProps) {
  const lines = useMemo(() => linesOf(rows, places), [rows, places]);
  if (rows.length > VIRTUAL_FROM) {
    return <VirtualApps lines={lines} all={all} places={places} onVisible={onVisible} />;
  }
  return (
    <ul className="mt-[3px]">
      {lines.map((line, index) =>
        line.kind === "group" ? (
          <GroupHeader key={line.key} name={line.name} notes={line.notes} first={index === 0} />
        ) : (
          <AppRowLine key={line.key} row={line.row} stage={line.stage} />
        ),
      )}
    </ul>
  );
}

function linesOf(rows: AppRow[], places: ReadonlyMap<string, Place>): TableLine[] {
  const byId = new Map(rows.map((row) => [row.app.id, row]));
  const apps = rows.map((row) => row.app);
  return groupApps(apps, places).flatMap((group): TableLine[] => {
    const own = group.apps.flatMap((app) => byId.get(app.id) ?? []);
    const notes = group.pipeline ? groupNotes(group.pipeline, own, places) : [];
    return [
      { kind: "group", key: `group ${group.key}`, name: group.name, notes },
      ...own.map((row) => ({
        kind: "row" as const,
        key: row.app.id,
        row,
        stage: places.get(row.app.id)?.stage ?? null,
      })),
    ];
  });
}
