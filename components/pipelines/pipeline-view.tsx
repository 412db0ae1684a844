"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { StateKind } from "@/components/ui/glyph-shapes";
import { PageHead, pipelinesCrumb } from "@/components/ui/page-head";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { stateWhenRead } from "@/lib/apps/app-state";
import { pipelineQuery } from "@/lib/client/pipelines";
import { visibleApps } from "@/lib/review/lanes";
import type { ReviewApp } from "@/lib/schemas/review";
import * as text from "@/lib/text/pipeline";
import { AddApp } from "./add-app";
import { Board } from "./board";
import { boardOf, type Board as Model } from "./board-model";
import { pipelineSentence } from "./pipeline-sentence";

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
      <PageHead
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

const emptyText = ({ columns }: Model) => (columns.length > 1 ? text.cannotSeeBothSides : text.putTwoAppsIn);

/** Returns the most severe state of the apps. */
function tabKind(apps: readonly ReviewApp[]): StateKind | null {
  const kinds = apps.map((app) => stateWhenRead({ ...app, first_error: null }).kind);
  const loudest = (["bad", "live", "warn", "ok"] as const).find((kind) => kinds.includes(kind));
  return loudest ?? null;
}
