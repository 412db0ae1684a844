import { afterAll, beforeAll, expect, test } from "vitest";
import { mapAtMost } from "@/lib/async";
import { createApp } from "@/lib/server/heroku/apps";
import { createCoupling, createPipeline } from "@/lib/server/heroku/pipelines";
import { readForLayout } from "@/lib/server/wall/screen-state";
import { appTarball, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterAll(() => dashboard.stop());

test("a wall of 120 apps shows the failed production app, and states that it is truncated", async () => {
  const { heroku } = dashboard;
  const pipeline = await createPipeline(heroku, { name: "large" });
  const names = Array.from({ length: 120 }, (_, index) => {
    const stage = index < 60 ? ("staging" as const) : ("production" as const);
    return { stage, name: `large-${stage}-${String(index % 60).padStart(2, "0")}` };
  });
  await mapAtMost(names, 8, async ({ stage, name }) => {
    await createApp(heroku, { name });
    await createCoupling(heroku, pipeline.id, { app: name, stage });
  });
  const failed = "large-production-41";
  const { id } = await uploadTo(dashboard, failed, await appTarball({ build: "exit 2" }));
  expect((await untilEnded(heroku, failed, id)).status).toBe("failed");

  const show = { kind: "pipeline", pipeline: { id: pipeline.id, name: "large" }, apps: [] } as const;
  const layout = { show: { ...show, apps: [] }, names: false, errors: false };
  const look = () => readForLayout(heroku, layout, { now: new Date(), timeZone: "UTC" });
  const bad = async () => (await look()).tiles.filter(({ kind }) => kind === "bad").map(({ app }) => app);
  await expect.poll(bad, { timeout: 30_000 }).toEqual([failed]);
  const { tiles, app_count } = await look();
  expect([tiles.length, app_count]).toEqual([60, 120]);
});
