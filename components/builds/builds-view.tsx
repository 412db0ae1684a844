"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { DayList } from "@/components/timeline/day-list";
import { PagedRows } from "@/components/timeline/paged-rows";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { Empty, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { useUpload } from "@/components/uploads/upload-provider";
import { buildsQuery } from "@/lib/client/builds";
import { releasesQuery } from "@/lib/client/releases";
import { shortNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import * as buildText from "@/lib/text/build";
import * as common from "@/lib/text/common";
import { BUILD_WORDS, type BuildFilter, filterBuilds } from "@/lib/timeline/filter-builds";
import { timelineRows } from "@/lib/timeline/rows";

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
  const nothingBuilt = <Empty>{buildText.nothingBuiltYet}</Empty>;
  const noMatch = builds.length > 0 && rows.length === 0 && (
    <Empty>
      {buildText.noBuildMatches}
      {pages.hasNextPage ? buildText.amongNewest(builds.length) : ""}.{" "}
      <button type="button" onClick={clear} className="text-live underline underline-offset-2">
        {common.clearTheFilter}
      </button>
    </Empty>
  );
  return (
    <div className="max-w-[75rem]">
      <TabState title={buildText.buildsTitle(app)} />
      <PageHeader
        crumbs={[appsCrumb, { label: app, href: paths.app(app) }]}
        title={common.builds}
        meta={
          pages.isSuccess && (
            <span className="text-meta text-ink-3">
              {narrowed ? buildText.countOf(rows.length) : ""}
              {builds.length}
              {pages.hasNextPage ? buildText.readSoFar : ""}
            </span>
          )
        }
        actions={
          <Button acts onClick={() => upload.open({ app })}>
            {common.openUpload}
          </Button>
        }
      />
      <BuildsFilter filter={filter} people={people} onChange={(part) => void setFilter(part)} />
      <PagedRows
        what={common.builds}
        pages={pages}
        loading={
          <div aria-busy="true" className="pt-10">
            <Skeleton rows={10} />
          </div>
        }
        empty={pages.isSuccess && builds.length === 0 ? nothingBuilt : noMatch}
        more={narrowed ? buildText.searchOlderBuilds : common.showOlder}
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

type Props = {
  filter: BuildFilter;
  people: readonly string[];
  onChange: (filter: Partial<BuildFilter>) => void;
};

const ANYONE = "";

/** The filters by state, version and user. */
function BuildsFilter({ filter, people, onChange }: Props) {
  return (
    <search className="mt-4 flex flex-wrap items-center gap-2">
      <Input
        data-filter
        type="search"
        aria-label={buildText.versionOrDescription}
        placeholder={buildText.versionOrDescription}
        value={filter.version ?? ""}
        onChange={(event) => onChange({ version: event.target.value || null })}
        className="w-full sm:w-64"
      />
      <fieldset className="flex flex-wrap gap-1" aria-label={buildText.stateLabel}>
        {BUILD_WORDS.filter((word) => word !== "unknown").map((word) => (
          <button
            key={word}
            type="button"
            aria-pressed={filter.state === word}
            onClick={() => onChange({ state: filter.state === word ? null : word })}
            className="h-8 rounded-control border border-line px-2.5 text-body text-ink-2 hover:bg-hover aria-pressed:border-ink aria-pressed:bg-hover aria-pressed:text-ink pointer-coarse:h-11"
          >
            {word}
          </button>
        ))}
      </fieldset>
      {people.length > 1 && (
        <Menu
          label={buildText.whoLabel}
          align="start"
          trigger={
            <Button>
              {filter.who ?? buildText.anybody}
              <ChevronDown aria-hidden="true" size={14} strokeWidth={1.5} />
            </Button>
          }
        >
          <MenuChoice
            value={filter.who ?? ANYONE}
            options={[
              { value: ANYONE, label: buildText.anybody },
              ...people.map((who) => ({ value: who, label: who })),
            ]}
            onChange={(who) => onChange({ who: who || null })}
          />
        </Menu>
      )}
    </search>
  );
}
