"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { OutputPane } from "@/components/output/output-pane";
import { RetryRelease } from "@/components/send/retry-release";
import { LinkButton } from "@/components/ui/button";
import { appCrumbs, PageHeader } from "@/components/ui/page-header";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { State } from "@/components/ui/state";
import { TabState } from "@/components/ui/tab-state";
import { Age } from "@/components/ui/time";
import { buildsQuery } from "@/lib/client/builds";
import { releaseQuery, releasesQuery } from "@/lib/client/releases";
import { slugQuery } from "@/lib/client/slugs";
import { shortCommit } from "@/lib/format/format";
import { fullNameOf } from "@/lib/format/person-name";
import { paths } from "@/lib/paths";
import { canRollBackTo } from "@/lib/promotion/roll-back";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import * as common from "@/lib/text/common";
import * as text from "@/lib/text/release";
import { describeRelease, type ReleaseDescription } from "@/lib/timeline/describe-release";
import { type RowState, unfoldedRows } from "@/lib/timeline/rows";
import { ReleaseFacts } from "./release-facts";
import { AfterRollBack, ReleaseNotes } from "./release-notes";

/** One release: its state, its actions, its origin, its slug, and the output of its release phase. */
export function ReleaseView({ app, version }: { app: string; version: string }) {
  const one = useQuery(releaseQuery(app, version));
  const buildPages = useInfiniteQuery(buildsQuery(app));
  const releasePages = useInfiniteQuery(releasesQuery(app));
  const release = one.data;
  const slug = useQuery(slugQuery(app, release?.slug?.id));
  const builds = buildPages.data?.pages.flatMap((page) => page.items) ?? [];
  const others = releasePages.data?.pages.flatMap((page) => page.items) ?? [];
  if (!release) {
    return (
      <div className="max-w-[75rem]">
        <TabState title={text.tabTitle(app, version)} />
        <PageHeader crumbs={appCrumbs(app, "releases")} title={text.releaseVersion(version)} />
        {one.isError ? (
          <Failed what={text.versionTitle(version)} error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <Skeleton rows={6} />
        )}
      </div>
    );
  }
  // The single release is newer than its copy in the list; the list shows how long it ran.
  const releases = [...others.filter((other) => other.id !== release.id), release];
  const newest = Math.max(...releases.map((each) => each.version));
  const row = unfoldedRows(builds, releases).find((each) => each.release?.id === release.id);
  const state = row?.state ?? { kind: "unknown", label: common.unknown };
  const build = row?.kind === "build" ? row.build : null;
  const description = describeRelease(release, { builds, releases, slug: slug.data ?? null });
  return (
    <div className="max-w-[75rem]">
      <TabState
        {...(state.kind === "none" ? {} : { kind: state.kind })}
        title={text.tabTitle(app, release.version)}
      />
      <ReleaseHeader
        app={app}
        release={release}
        state={state}
        description={description}
        actions={<ReleaseActions app={app} release={release} releases={releases} build={build} />}
      />
      <ReleaseNotes app={app} release={release} releases={releases} />
      <AfterRollBack app={app} release={release} releases={releases} />
      {one.isError && (
        <div className="mt-4">
          <Failed
            what={text.versionTitle(version)}
            error={one.error}
            onRetry={() => void one.refetch()}
            knownAt={one.dataUpdatedAt}
          />
        </div>
      )}
      {release.release_phase && (
        <section aria-label={common.releasePhase} className="mt-6">
          <h2 className="mb-2 text-strong">{common.releasePhase}</h2>
          <OutputPane
            source={{ app, release: String(release.version) }}
            status={release.status}
            since={release.created_at}
            height={360}
          />
        </section>
      )}
      <ReleaseFacts
        app={app}
        release={release}
        build={build}
        slug={slug}
        code={{ commit: description.commit, description: description.text }}
        newest={newest}
      />
    </div>
  );
}

type Props = { app: string; release: Release; releases: readonly Release[]; build: Build | null };

/** The actions of a release: roll back to it, retry it, open its build. */
function ReleaseActions({ app, release, releases, build }: Props) {
  const canGoBack = canRollBackTo(release);
  return (
    <>
      {build && <LinkButton href={paths.build(app, build.id)}>{text.openBuild}</LinkButton>}
      {canGoBack && (
        <LinkButton href={paths.rollBack(app, release.version)}>
          {common.openRollBackTo(release.version)}
        </LinkButton>
      )}
      <RetryRelease app={app} release={release} releases={releases} variant="ink" />
    </>
  );
}

type HeadProps = {
  app: string;
  release: Release;
  state: RowState;
  description: ReleaseDescription;
  actions: ReactNode;
};

/** Title, commit and cause; below them state, user and time. */
function ReleaseHeader({ app, release, state, description, actions }: HeadProps) {
  const { commit, full } = description;
  return (
    <>
      <PageHeader
        crumbs={appCrumbs(app, "releases")}
        title={text.releaseVersion(release.version)}
        meta={
          <span className="flex min-w-0 items-baseline gap-2">
            {commit && (
              <span className="max-w-40 shrink-0 truncate font-mono text-meta text-ink-2" title={commit}>
                {shortCommit(commit)}
              </span>
            )}
            {full && (
              <span className="line-clamp-1 min-w-0 text-body text-ink wrap-anywhere" title={full}>
                {full}
              </span>
            )}
          </span>
        }
        actions={actions}
      />
      <p className="mt-1 flex flex-wrap items-center gap-x-1 text-meta text-ink-3">
        {state.kind !== "none" && (
          <State
            kind={state.kind}
            label={release.status === "failed" ? text.releaseFailed : state.label}
            strong
            className="mr-1"
          />
        )}
        · <span title={release.user.email ?? undefined}>{fullNameOf(release.user)}</span> ·
        <Age at={release.created_at} ago />
      </p>
    </>
  );
}
