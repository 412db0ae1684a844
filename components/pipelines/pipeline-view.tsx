"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { StateKind } from "@/components/ui/glyph-shapes";
import { PageHeader, pipelinesCrumb } from "@/components/ui/page-header";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { stateWhenRead } from "@/lib/apps/app-state";
import { stageTitle } from "@/lib/apps/stages";
import { pipelineQuery } from "@/lib/client/pipelines";
import { leadingSource, type StageLane, stageAhead, visibleApps } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/pipeline";
import { changes, changesBehind } from "@/lib/text/review";
import { AddApp } from "./add-app";
import { Board, type BoardContent, boardOf } from "./board";

/** A pipeline: its stages, and the lanes that promote between them. */
export function PipelineView({ pipeline }: { pipeline: string }) {
  const query = useQuery(pipelineQuery(pipeline));
  const { data } = query;
  const board = useMemo(() => (data ? boardOf(data) : null), [data]);
  const apps = data?.stages.flatMap((stage) => visibleApps(stage.apps)) ?? [];
  const kind = tabKind(apps);
  const name = data?.name ?? pipeline;
  return (
    <div className="mx-auto flex w-full max-w-420 flex-1 flex-col">
      <TabState {...(kind ? { kind } : {})} title={name} />
      <PageHeader
        crumbs={[pipelinesCrumb]}
        title={name}
        meta={
          <span className="text-body text-ink-2" aria-live="polite">
            {board ? pipelineSentence(board.lanes, apps) : ""}
          </span>
        }
        actions={data && <AddApp pipeline={{ id: data.id, name: data.name }} />}
      />
      {query.isError && (
        <div className="mt-4">
          <Failed
            what={text.thePipeline}
            error={query.error}
            onRetry={() => void query.refetch()}
            knownAt={query.dataUpdatedAt || null}
          />
        </div>
      )}
      {query.isPending && (
        <div aria-busy="true" className="mt-12">
          <Skeleton rows={6} />
        </div>
      )}
      {data && board && <Board pipeline={data} board={board} />}
      {board && board.lanes.length === 0 && <Empty>{emptyText(board)}</Empty>}
    </div>
  );
}

const emptyText = ({ columns }: BoardContent) =>
  columns.length > 1 ? text.cannotSeeBothSides : text.putTwoAppsIn;

/** Returns the most severe state of the apps. */
function tabKind(apps: readonly ReviewApp[]): StateKind | null {
  const kinds = apps.map((app) => stateWhenRead({ ...app, first_error: null }).kind);
  const loudest = (["bad", "live", "warn", "ok"] as const).find((kind) => kinds.includes(kind));
  return loudest ?? null;
}

/** Returns "Staging is 3 changes ahead of production. Nothing is moving." for the lane nearest to production. */
export function pipelineSentence(lanes: readonly StageLane<ReviewApp>[], apps: readonly ReviewApp[]): string {
  const sentences = [...lanes].reverse().map(laneSentence);
  const distance = sentences.find((one) => one.differs)?.sentence ?? sentences[0]?.sentence;
  return [distance, movingSentence(apps)].filter(Boolean).join(" ");
}

function laneSentence(lane: StageLane<ReviewApp>): { sentence: string; differs: boolean } {
  const source = leadingSource(lane);
  const [from, to] = [stageTitle(lane.from), lane.to];
  const { kind, count } = source
    ? stageAhead(source, lane.targets)
    : { kind: "nothing" as const, count: null };
  switch (kind) {
    case "ahead":
      return { sentence: text.isAheadOf(from, changes(count ?? 0), to), differs: true };
    case "behind":
      return { sentence: text.isBehind(from, changesBehind(count ?? 0), to), differs: true };
    case "other":
      return { sentence: text.runDifferentCode(from, to), differs: true };
    case "same":
      return { sentence: text.runsWhatRunsIn(stageTitle(to), lane.from), differs: false };
    case "nothing":
      return { sentence: text.nothingRunsInYet(lane.from), differs: false };
  }
}

function movingSentence(apps: readonly ReviewApp[]): string {
  const moving = apps.filter(
    ({ newest, builds }) => newest?.status === "pending" || builds[0]?.status === "pending",
  );
  const [first, second] = moving;
  if (!first) return text.nothingIsMoving;
  return second ? text.appsAreMoving(moving.length) : text.appIsMoving(first.app.name);
}
