"use client";

import { RollBackSheet } from "@/components/rollback/roll-back-sheet";
import { Failed } from "@/components/ui/panel-states";
import { TabState } from "@/components/ui/tab-state";
import { AppActions } from "./app-actions";
import { AppHead } from "./app-head";
import { BuildsSection } from "./builds-section";
import { HoldLines } from "./hold-lines";
import { NextStrip } from "./next-strip";
import { SideColumn } from "./side-column";
import { tabStateOf } from "./tab-state-of";
import { TimelineSection } from "./timeline-section";
import { useAppData } from "./use-app-data";
import { WhatRuns } from "./what-runs";

/** An app: what runs, its next step, its builds and releases, and its contents. */
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
