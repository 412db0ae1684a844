"use client";

import { appCrumbs, PageHead } from "@/components/ui/page-head";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import * as text from "@/lib/text/build";
import { LoadedBuild } from "./loaded-build";
import { useBuildData } from "./use-build-data";

/** A build: its outcome, phases, cause of failure, and output. */
export function BuildView({ app, id }: { app: string; id: string }) {
  const data = useBuildData(app, id);
  if (data.build) return <LoadedBuild key={id} app={app} build={data.build} data={data} />;
  return (
    <div className="max-w-[105rem]">
      <TabState title={text.buildOf(app)} />
      <PageHead
        crumbs={appCrumbs(app, "builds")}
        title={id === "latest" ? text.newestBuild : text.buildTitle(id.slice(0, 8))}
      />
      {data.one.isError ? (
        <Failed what={text.theBuild} error={data.one.error} onRetry={() => void data.one.refetch()} />
      ) : (
        <Skeleton rows={6} />
      )}
    </div>
  );
}
