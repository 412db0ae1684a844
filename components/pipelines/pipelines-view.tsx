"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { buildsBySlug, rowOf } from "@/components/apps/row-of";
import { useSummaries } from "@/components/apps/use-summaries";
import { PageHeader } from "@/components/ui/page-header";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { useNow } from "@/components/ui/use-now";
import { placesOf } from "@/lib/apps/stages";
import { appsQuery } from "@/lib/client/apps";
import { pipelinesQuery } from "@/lib/client/pipelines";
import { promotionsQuery } from "@/lib/client/promotions";
import type { Promotion } from "@/lib/schemas/promotion";
import { statesRead } from "@/lib/text/app";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/pipeline";
import { NewPipeline } from "./new-pipeline";
import { PipelineRow } from "./pipeline-row";

const none: never[] = [];
const nothing = new Map();
/** The batches of 60 apps whose running releases are read; rows of later apps have none. */
const BATCHES = new Set([0, 1, 2, 3]);

/** All pipelines, one per row. */
export function PipelinesView() {
  const query = useQuery(pipelinesQuery());
  const apps = useQuery(appsQuery());
  const promotions = useInfiniteQuery(promotionsQuery({}));
  const pipelines = query.data?.items ?? none;
  const places = useMemo(() => placesOf(pipelines), [pipelines]);
  const members = useMemo(
    () => (apps.data?.items ?? none).filter(({ id }) => places.has(id)),
    [apps.data, places],
  );
  const summaries = useSummaries(members, nothing, BATCHES);
  const now = useNow(5_000);
  const { byName } = summaries;
  const bySlug = useMemo(() => buildsBySlug(byName.values()), [byName]);
  const rows = useMemo(
    () => members.map((app) => rowOf(app, byName.get(app.name), { now, bySlug })),
    [members, byName, bySlug, now],
  );
  const last = useMemo(
    () => lastOf(promotions.data?.pages.flatMap(({ items }) => items) ?? none),
    [promotions.data],
  );
  return (
    <div className="mx-auto flex w-full max-w-300 flex-1 flex-col">
      <TabState title={common.pipelines} />
      <PageHeader
        title={common.pipelines}
        meta={
          <span className="text-body text-ink-2">
            {query.data ? text.pipelineCount(pipelines.length) : ""}
            {summaries.settled && byName.size < members.length
              ? ` · ${statesRead(byName.size, members.length)}`
              : ""}
          </span>
        }
        actions={<NewPipeline />}
      />
      {query.isError && (
        <div className="mt-4">
          <Failed
            what={common.pipelines}
            error={query.error}
            onRetry={() => void query.refetch()}
            knownAt={query.dataUpdatedAt || null}
          />
        </div>
      )}
      {(apps.error ?? summaries.error) && !query.isError && (
        <div className="mt-4">
          <Failed
            what={text.whatRunsInPipelines}
            error={apps.error ?? summaries.error}
            onRetry={() => {
              if (apps.isError) void apps.refetch();
              summaries.refetch();
            }}
            knownAt={summaries.updatedAt || null}
          />
        </div>
      )}
      {query.isPending && (
        <div aria-busy="true" className="mt-6">
          <Skeleton rows={4} height={48} />
        </div>
      )}
      {query.data && pipelines.length === 0 && <Empty>{text.putTwoAppsIn}</Empty>}
      <ul className="mt-4">
        {pipelines.map((pipeline) => (
          <PipelineRow
            key={pipeline.id}
            pipeline={pipeline}
            rows={rows.filter(({ app }) => places.get(app.id)?.pipeline.id === pipeline.id)}
            places={places}
            last={last.get(pipeline.id) ?? null}
          />
        ))}
      </ul>
    </div>
  );
}

function lastOf(promotions: readonly Promotion[]): Map<string, Promotion> {
  const last = new Map<string, Promotion>();
  for (const promotion of promotions) {
    const id = promotion.pipeline?.id;
    if (id && promotion.kind === "promotion" && !last.has(id)) last.set(id, promotion);
  }
  return last;
}
