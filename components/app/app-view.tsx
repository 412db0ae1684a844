"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { RollBackSheet } from "@/components/rollback/roll-back-sheet";
import { LiftableHold } from "@/components/send/hold-sheet";
import { useHolds } from "@/components/send/use-holds";
import { LinkButton } from "@/components/ui/button";
import type { StateKind } from "@/components/ui/glyph-shapes";
import { StageTag } from "@/components/ui/names";
import { appsCrumb, PageHeader } from "@/components/ui/page-header";
import { Failed, Skeleton } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { stageTitle } from "@/lib/apps/stages";
import { configVarNamesQuery } from "@/lib/client/config-vars";
import { cutName } from "@/lib/format/cut-name";
import { shortCommit } from "@/lib/format/format";
import { paths } from "@/lib/paths";
import * as text from "@/lib/text/app";
import * as common from "@/lib/text/common";
import { codeOf } from "@/lib/timeline/describe-release";
import { AppActions } from "./app-actions";
import { BuildDetails } from "./build-details";
import { BuildsSection } from "./builds-section";
import { DynosPanel } from "./dynos-panel";
import { InstantPanel } from "./instant-panel";
import { LockPanel } from "./lock-panel";
import { changesText, NextStrip, reviewLink } from "./next-strip";
import { SidePanel } from "./side-panel";
import { TimelineSection } from "./timeline-section";
import { type AppData, useAppData } from "./use-app-data";
import { WhatRuns } from "./what-runs";

/** An app: its current release, next step, builds and releases, and details. */
export function AppView({ app }: { app: string }) {
  const data = useAppData(app);
  const name = data.details.data?.name ?? app;
  const neverBuilt = data.next?.kind === "never built";
  return (
    <div className="max-w-[75rem]">
      <TabState {...tabStateOf(name, data)} />
      <AppHeader name={name} data={data} />
      {data.details.isError && (
        <div className="mt-4">
          <Failed
            what={text.theApp}
            error={data.details.error}
            onRetry={() => void data.details.refetch()}
            knownAt={data.details.dataUpdatedAt || null}
          />
        </div>
      )}
      <WhatRuns app={app} data={data} />
      <HoldLines app={app} data={data} />
      <NextStrip app={app} name={name} data={data} />
      <div className="mt-4 flex gap-2 sm:hidden">
        <AppActions name={name} data={data} wide />
      </div>
      <div className="mt-6 flex flex-col gap-x-8 gap-y-8 sm:flex-col-reverse lg:grid lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="min-w-0">
          {!neverBuilt && <BuildsSection app={app} data={data} />}
          <TimelineSection app={app} data={data} />
        </div>
        <SideColumn app={app} data={data} />
      </div>
      <RollBackSheet app={app} name={name} />
    </div>
  );
}

/** The locks below the running release: on the app, and on its slug. */
function HoldLines({ app, data }: { app: string; data: AppData }) {
  const { onApp, onSlug } = useHolds(app);
  const holds = [...onApp, ...onSlug(data.current?.slug?.id)];
  if (holds.length === 0) return null;
  return (
    <ul aria-label={text.locks} className="mt-2 flex flex-col gap-1">
      {holds.map((hold) => (
        <li key={hold.id}>
          <LiftableHold app={app} hold={hold} />
        </li>
      ))}
    </ul>
  );
}

/** The details next to the timeline; above it or below it on narrow screens. */
function SideColumn({ app, data }: { app: string; data: AppData }) {
  const name = data.details.data?.name ?? app;
  return (
    <aside className="grid min-w-0 content-start gap-x-8 sm:grid-cols-2 lg:grid-cols-1">
      <DynosPanel app={app} data={data} />
      <div className="min-w-0 max-sm:mt-4 lg:mt-4">
        <NextStagePanel data={data} />
        <BuildDetails app={app} data={data} />
        <LockPanel app={app} name={name} />
        <InstantPanel app={app} name={name} />
        <ConfigPanel app={app} />
      </div>
    </aside>
  );
}

const kinds: Record<NonNullable<AppData["next"]>["kind"], StateKind | undefined> = {
  building: "live",
  releasing: "live",
  "build failed": "bad",
  "release failed": "bad",
  crashed: "bad",
  ahead: "ok",
  "never built": undefined,
};

/** Returns the state and title of an app in the browser's tab: "✕ example-app cb6999d". */
function tabStateOf(
  name: string,
  { next, current, builds, releases, slug }: AppData,
): { kind?: StateKind; title: string } {
  const build = next?.kind === "building" || next?.kind === "build failed" ? next.build : null;
  const { commit } = build
    ? { commit: build.source_blob.version }
    : current
      ? codeOf(current, builds, releases, slug)
      : { commit: null };
  const kind = next ? kinds[next.kind] : current ? "ok" : undefined;
  return { ...(kind ? { kind } : {}), title: commit ? `${name} ${shortCommit(commit)}` : name };
}

/** The breadcrumbs, the title of an app with stage and region, and from 640 px up the actions. */
function AppHeader({ name, data }: { name: string; data: AppData }) {
  const { region, team, maintenance } = data.details.data ?? {};
  const { place } = data;
  const pipeline = place && {
    label: text.pipelineCrumb(place.pipeline.name),
    href: paths.pipeline(place.pipeline.name),
  };
  const meta = [region?.name, team?.name].filter(Boolean).join(" · ");
  return (
    <PageHeader
      crumbs={[appsCrumb, ...(pipeline ? [pipeline] : [])]}
      title={name}
      meta={
        <>
          {place && <StageTag stage={place.stage} loud />}
          {meta && <span className="text-meta text-ink-3">{meta}</span>}
          {maintenance && <span className="text-meta text-warn">{text.maintenanceModeIsOn}</span>}
        </>
      }
      actions={
        <div className="hidden items-center gap-2 sm:flex">
          <AppActions name={name} data={data} />
        </div>
      }
    />
  );
}

const SHOWN = 4;

/** The number of config vars of the app and the first names, linked to the config page. */
function ConfigPanel({ app }: { app: string }) {
  const vars = useQuery(configVarNamesQuery(app));
  const names = vars.data?.names ?? [];
  const link = (
    <Link href={paths.config(app)} className="text-ink-2 hover:underline">
      {common.nameCount(names.length)}
    </Link>
  );
  return (
    <SidePanel title={common.config} aside={vars.isSuccess ? link : undefined}>
      {vars.isError && (
        <Failed what={common.configVars} error={vars.error} onRetry={() => void vars.refetch()} />
      )}
      {vars.isPending && <Skeleton rows={1} height={28} />}
      {vars.isSuccess && (
        <p className="text-output text-ink-2 wrap-anywhere">
          {names.length === 0 ? text.noConfigVars : `${names.slice(0, SHOWN).join(", ")} `}
          {names.length > SHOWN && text.andMoreNames(names.length - SHOWN)}
          <Link href={paths.config(app)} className="text-live underline underline-offset-2">
            {names.length === 0 ? text.setOne : text.edit}
          </Link>
        </p>
      )}
    </SidePanel>
  );
}

/** Compares this app with the next stage of its pipeline and links to the lane. Renders nothing without a next stage. */
function NextStagePanel({ data: { place, nextStage } }: { data: AppData }) {
  if (!place || !nextStage) return null;
  const { lane, source, ahead } = nextStage;
  const [only] = ahead.behind;
  const where =
    ahead.behind.length === 1 && only ? cutName(only.app.name, 20) : common.appCount(ahead.behind.length);
  return (
    <SidePanel title={text.nextStage}>
      <p className="text-output text-ink">
        {ahead.kind === "ahead" && text.compareCode(changesText(nextStage), lane.to)}
        {ahead.kind === "behind" && text.behindStage(changesText(nextStage), lane.to)}
        {ahead.kind === "same" && text.runsTheSameCode(stageTitle(lane.to))}
        {ahead.kind === "other" && text.runsOtherCode(stageTitle(lane.to))}
        {ahead.kind === "nothing" && text.nothingToPromote}
      </p>
      {ahead.behind.length > 0 && source.current && (
        <LinkButton
          size="sm"
          href={reviewLink(place.pipeline.name, nextStage)}
          className="mt-2 w-full max-w-full"
        >
          <span className="truncate">{common.openReview(source.current.version, where)}</span>
        </LinkButton>
      )}
    </SidePanel>
  );
}
