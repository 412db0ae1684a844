import { useMemo } from "react";
import { DayList } from "@/components/timeline/day-list";
import { Button } from "@/components/ui/button";
import { usePageAge } from "@/components/ui/page-age";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { withFacts } from "@/lib/timeline/rows";
import type { AppData } from "./use-app-data";

/** Lists builds and releases by day, newest first; older ones on request. */
export function TimelineSection({ app, data }: { app: string; data: AppData }) {
  const { builds, releases, buildPages, releasePages, known } = data;
  const failed = buildPages.error ?? releasePages.error;
  const { old: stale } = usePageAge();
  const crashed = data.dynos.length > 0 && data.dynos.every((dyno) => dyno.state === "crashed");
  const rows = useMemo(() => withFacts(data.rows, { stale, crashed }), [data.rows, stale, crashed]);
  const hasOlder = buildPages.hasNextPage || releasePages.hasNextPage;
  const busy = buildPages.isFetchingNextPage || releasePages.isFetchingNextPage;
  const older = () => {
    if (buildPages.hasNextPage) void buildPages.fetchNextPage();
    if (releasePages.hasNextPage) void releasePages.fetchNextPage();
  };
  const retry = () => {
    void buildPages.refetch();
    void releasePages.refetch();
  };
  return (
    <section aria-label={text.timeline} className="mt-2">
      {failed && (
        <div className="mt-4">
          <Failed
            what={buildPages.error ? common.builds : common.releases}
            error={failed}
            onRetry={retry}
            knownAt={known ? Math.min(buildPages.dataUpdatedAt, releasePages.dataUpdatedAt) : null}
          />
        </div>
      )}
      {!known && !failed && (
        <div aria-busy="true" className="pt-10">
          <Skeleton rows={8} />
        </div>
      )}
      <DayList app={app} rows={rows} builds={builds} releases={releases} />
      {hasOlder && (
        <div className="pt-4">
          <Button busy={busy} onClick={older}>
            {busy ? common.reading : common.showOlder}
          </Button>
        </div>
      )}
    </section>
  );
}
