import { MadeOf } from "./build-details";
import { ConfigPanel } from "./config-panel";
import { DynosPanel } from "./dynos-panel";
import { InstantPanel } from "./instant-panel";
import { LockPanel } from "./lock-panel";
import { NextStagePanel } from "./next-stage-panel";
import type { AppData } from "./use-app-data";

/**
 * Facts next to the timeline: 288 px wide from 1024 px up, two columns below the heading down to 640 px, last below
 * that.
 */
export function SideColumn({ app, data }: { app: string; data: AppData }) {
  const name = data.details.data?.name ?? app;
  return (
    <aside className="grid min-w-0 content-start gap-x-8 sm:grid-cols-2 lg:grid-cols-1">
      <DynosPanel app={app} data={data} />
      <div className="min-w-0 max-sm:mt-4 lg:mt-4">
        <NextStagePanel data={data} />
        <MadeOf app={app} data={data} />
        <LockPanel app={app} name={name} />
        <InstantPanel app={app} name={name} />
        <ConfigPanel app={app} />
      </div>
    </aside>
  );
}
