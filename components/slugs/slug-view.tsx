"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DayList } from "@/components/timeline/day-list";
import { PagedRows } from "@/components/timeline/paged-rows";
import { Fact, Facts, MonoFact } from "@/components/ui/facts";
import { appCrumbs, PageHeader } from "@/components/ui/page-header";
import { Empty, Failed, Skeleton } from "@/components/ui/panel-states";
import { State } from "@/components/ui/state";
import { TabState } from "@/components/ui/tab-state";
import { Age } from "@/components/ui/time";
import { appQuery } from "@/lib/client/apps";
import { buildsQuery } from "@/lib/client/builds";
import { pipelineQuery, pipelinesQuery } from "@/lib/client/pipelines";
import { releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { formatBytes, shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import type { Slug } from "@/lib/schemas/slug";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/slug";
import { unfoldedRows } from "@/lib/timeline/rows";
import { ReleasePanel } from "./release-panel";
import { releasesOnOtherApps } from "./releases-on-other-apps";
import { SlugHeader, slugCode, slugState } from "./slug-header";

/** A slug: its contents, the apps that run it, its download, and the form that releases it. */
export function SlugView({ app, slugId }: { app: string; slugId: string }) {
  const one = useQuery(slugQuery(app, slugId));
  const details = useQuery(appQuery(app));
  const pages = useInfiniteQuery(releasesQuery(app));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releases = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const builds = buildPages.data?.pages.flatMap((page) => page.items) ?? [];
  const slug = one.data;
  const name = details.data?.name ?? app;
  if (!slug) {
    return (
      <div className="max-w-[75rem]">
        <TabState title={text.slugTabTitle(name)} />
        <PageHeader crumbs={appCrumbs(app, "releases")} title={text.slugTitle(slugId.slice(0, 8))} />
        {one.isError ? (
          <Failed what={common.theSlug} error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <Skeleton rows={8} height={32} />
        )}
      </div>
    );
  }
  const own = releases.filter((release) => release.slug?.id === slug.id);
  const rows = unfoldedRows(builds, releases).filter((row) => row.release?.slug?.id === slug.id);
  const state = slugState(slug, releases);
  const code = slugCode(slug, builds);
  const label = code.commit ? shortCommit(code.commit) : text.slugNamed(slug.id.slice(0, 8));
  const releasable = slug.size !== null && slug.deleted_at === null;
  return (
    <div className="max-w-[75rem]">
      <TabState {...(state.kind === "none" ? {} : { kind: state.kind })} title={`${name} ${label}`} />
      <SlugHeader app={app} slug={slug} code={code} state={state} />
      <div className="mt-6 grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="min-w-0 lg:col-start-2 lg:row-start-1">
          {releasable ? (
            <ReleasePanel
              app={name}
              slug={slug}
              label={label}
              preset={own.some((release) => release.current) ? null : name}
            />
          ) : (
            <p className="text-body text-ink-2">
              {slug.size === null ? text.slugWithoutContent : text.slugDeleted}
            </p>
          )}
        </div>
        <div className="min-w-0 lg:col-start-1 lg:row-start-1">
          <SlugFacts slug={slug} />
          <OtherApps appId={details.data?.id} slugId={slug.id} />
          <section aria-label={common.releases} className="mt-6">
            <h2 className="text-strong">{text.releasesOf(name)}</h2>
            <PagedRows
              what={common.releases}
              pages={pages}
              empty={
                pages.isSuccess &&
                rows.length === 0 && (
                  <Empty className="py-2!">{pages.hasNextPage ? text.noneAmongNewest : text.none}</Empty>
                )
              }
              more={text.lookFurtherBack}
            >
              <DayList app={app} leadsTo="release" rows={rows} builds={builds} releases={releases} />
            </PagedRows>
          </section>
        </div>
      </div>
    </div>
  );
}

/** Lists the other apps of the pipeline that have released this slug. Renders nothing if there are none. */
function OtherApps({ appId, slugId }: { appId: string | undefined; slugId: string }) {
  const pipelines = useQuery(pipelinesQuery());
  const own = pipelines.data?.items.find(({ couplings }) => couplings.some(({ app }) => app.id === appId));
  const details = useQuery({ ...pipelineQuery(own?.id ?? ""), enabled: own !== undefined });
  const others = details.data ? releasesOnOtherApps(details.data, slugId, appId) : [];
  if (others.length === 0) return null;
  return (
    <section aria-label={text.onOtherApps} className="mt-6">
      <h2 className="text-strong">{text.onOtherApps}</h2>
      <ul className="mt-2">
        {others.map(({ app, release, state }) => (
          <li key={app.id} className="border-b border-line">
            <Link
              href={paths.release(app.name, release.version)}
              className="-mx-2 flex min-h-10 items-center gap-3 rounded-control px-2 hover:bg-hover pointer-coarse:min-h-12"
              data-row
            >
              <span className="w-24 shrink-0">
                <State kind={state.kind} label={state.label} strong />
              </span>
              <span className="text-strong text-ink">{common.releaseVersion(release.version)}</span>
              <span className="min-w-0 truncate text-body text-ink-2">{app.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The contents of the slug, and its process types. */
function SlugFacts({ slug }: { slug: Slug }) {
  const types = Object.entries(slug.process_types);
  return (
    <div className="flex flex-col gap-6">
      <Facts title={common.slug}>
        <Fact name={common.idLabel}>
          <MonoFact value={slug.id} label={text.copyId} />
        </Fact>
        <Fact name={common.commit}>
          <MonoFact value={slug.commit} label={common.copyCommit} />
        </Fact>
        <Fact name={common.descriptionLabel}>{slug.commit_description ?? "–"}</Fact>
        <Fact name={common.size}>{slug.size === null ? text.notUploadedYet : formatBytes(slug.size)}</Fact>
        <Fact name={common.checksum}>
          <MonoFact value={slug.checksum} label={common.copyChecksum} />
        </Fact>
        <Fact name={common.stack}>{slug.stack?.name ?? "–"}</Fact>
        <Fact name={common.buildpack}>{slug.buildpack_provided_description ?? "–"}</Fact>
        <Fact name={text.made}>
          <Age at={slug.created_at} ago />
        </Fact>
      </Facts>
      <Facts title={text.processTypes}>
        {types.length === 0 && <p className="py-1 text-output text-ink-2">{text.nothingCanRun}</p>}
        {types.map(([type, command]) => (
          <Fact key={type} name={type} mono>
            <span className="font-mono text-meta">{command}</span>
          </Fact>
        ))}
      </Facts>
    </div>
  );
}
