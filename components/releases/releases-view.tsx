"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { DayList } from "@/components/timeline/day-list";
import { PagedRows } from "@/components/timeline/paged-rows";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { Empty, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { buildsQuery } from "@/lib/client/builds";
import { releasesQuery } from "@/lib/client/releases";
import { paths } from "@/lib/paths";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/release";
import { unfoldedRows } from "@/lib/timeline/rows";

/** Every release of an app, one per row, newest first, in pages. */
export function ReleasesView({ app }: { app: string }) {
  const pages = useInfiniteQuery(releasesQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releases = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const builds = useMemo(() => buildPages.data?.pages.flatMap((page) => page.items) ?? [], [buildPages.data]);
  const rows = useMemo(
    () => unfoldedRows(builds, releases).filter((row) => row.release !== null),
    [builds, releases],
  );
  return (
    <div className="max-w-[75rem]">
      <TabState title={text.releasesOf(app)} />
      <PageHeader crumbs={[appsCrumb, { label: app, href: paths.app(app) }]} title={common.releases} />
      <PagedRows
        what={common.releases}
        pages={pages}
        loading={
          <div aria-busy="true" className="pt-10">
            <Skeleton rows={10} />
          </div>
        }
        empty={pages.isSuccess && releases.length === 0 && <Empty>{text.noReleasesYet}</Empty>}
        more={common.showOlder}
      >
        <DayList app={app} leadsTo="release" rows={rows} builds={builds} releases={releases} />
      </PagedRows>
    </div>
  );
}
