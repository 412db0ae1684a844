"use client";

import { RollBackSheet } from "@/components/rollback/roll-back-sheet";
import { LiftableHold } from "@/components/send/liftable-hold";
import { useHolds } from "@/components/send/use-holds";
import type { StateKind } from "@/components/ui/glyph-shapes";
import { Failed } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { shortCommit } from "@/lib/format/format";
import * as text from "@/lib/text/app";
import { codeOf } from "@/lib/timeline/describe-release";
import { AppActions } from "./app-actions";
import { AppHead } from "./app-head";
import { BuildDetails } from "./build-details";
import { BuildsSection } from "./builds-section";
import { ConfigPanel } from "./config-panel";
import { DynosPanel } from "./dynos-panel";
import { InstantPanel } from "./instant-panel";
import { LockPanel } from "./lock-panel";
import { NextStagePanel } from "./next-stage-panel";
import { NextStrip } from "./next-strip";
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
      <AppHead name={name} data={data} />
      {data.details.isError && (
        <div className="mt-4">
          <Failed
            what="The app"
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
