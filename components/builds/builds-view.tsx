"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { DayList } from "@/components/timeline/day-list";
import { PagedRows } from "@/components/timeline/paged-rows";
import { Button } from "@/components/ui/button";
import { appsCrumb, PageHead } from "@/components/ui/page-head";
import { Empty, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { useUpload } from "@/components/uploads/upload-provider";
import { buildsQuery } from "@/lib/client/builds";
import { releasesQuery } from "@/lib/client/releases";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/build";
import { BUILD_WORDS, filterBuilds } from "@/lib/timeline/filter-builds";
import { timelineRows } from "@/lib/timeline/rows";
import { BuildsFilter } from "./builds-filter";

/** Lists the builds of an app in pages, filtered by state, user and version. */
export function BuildsView({ app }: { app: string }) {
  const upload = useUpload();
  const pages = useInfiniteQuery(buildsQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const [filter, setFilter] = useBuildFilter();
  const builds = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const releases = useMemo(
    () => releasePages.data?.pages.flatMap((page) => page.items) ?? [],
    [releasePages.data],
  );
  const matching = new Set(filterBuilds(builds, filter).map((build) => build.id));
  const rows = timelineRows(builds, releases).filter((row) => row.kind === "build" && matching.has(row.key));
  const people = [...new Set(builds.map((build) => shortNameOf(build.user)))].sort();
  const narrowed = filter.state !== null || filter.who !== null || filter.version !== null;
  const clear = () => void setFilter({ state: null, who: null, version: null });
  const nothingBuilt = <Empty>{text.nothingBuiltYet}</Empty>;
  const noMatch = builds.length > 0 && rows.length === 0 && (
    <Empty>
      {text.noBuildMatches}
      {pages.hasNextPage ? text.amongNewest(builds.length) : ""}.{" "}
      <button type="button" onClick={clear} className="text-live underline underline-offset-2">
        {text.clearTheFilter}
      </button>
    </Empty>
  );
  return (
    <div className="max-w-[75rem]">
      <TabState title={text.buildsTitle(app)} />
      <PageHead
        crumbs={[appsCrumb, { label: app, href: paths.app(app) }]}
        title={text.builds}
        meta={
          pages.isSuccess && (
            <span className="text-meta text-ink-3">
              {narrowed ? text.countOf(rows.length) : ""}
              {builds.length}
              {pages.hasNextPage ? text.readSoFar : ""}
            </span>
          )
        }
        actions={
          <Button acts onClick={() => upload.open({ app })}>
            {text.openUpload}
          </Button>
        }
      />
      <BuildsFilter filter={filter} people={people} onChange={(part) => void setFilter(part)} />
      <PagedRows
        what={text.builds}
        pages={pages}
        loading={
          <div aria-busy="true" className="pt-10">
            <Skeleton rows={10} />
          </div>
        }
        empty={pages.isSuccess && builds.length === 0 ? nothingBuilt : noMatch}
        more={narrowed ? text.searchOlderBuilds : text.showOlder}
      >
        <DayList app={app} rows={rows} builds={builds} releases={releases} />
      </PagedRows>
    </div>
  );
}

const parsers = {
  state: parseAsStringLiteral(BUILD_WORDS),
  who: parseAsString,
  version: parseAsString,
};

/** The filter of a list of builds, stored in the address so that it can be shared and bookmarked. */
const useBuildFilter = () => useQueryStates(parsers, { history: "replace", throttleMs: 200 });
