import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as holdDoor from "@/app/api/apps/[app]/holds/[hold]/route";
import * as holdsDoor from "@/app/api/apps/[app]/holds/route";
import * as pipelineDoor from "@/app/api/pipelines/[pipeline]/route";
import * as pipelinesDoor from "@/app/api/pipelines/route";
import * as reviewsDoor from "@/app/api/reviews/route";
import { Ref } from "@/lib/schemas/common";
import { Hold } from "@/lib/schemas/hold";
import { PipelineDetails, PipelineList } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { ReviewAppList } from "@/lib/schemas/review";
import { createApp } from "@/lib/server/heroku/apps";
import { patchConfigVars } from "@/lib/server/heroku/config-vars";
import { listDynos } from "@/lib/server/heroku/dynos";
import { createCoupling, createPipeline } from "@/lib/server/heroku/pipelines";
import { listReleases } from "@/lib/server/heroku/releases";
import { readPipeline } from "@/lib/server/review/read-pipeline";
import { readReviews } from "@/lib/server/review/read-reviews";
import { ben } from "@/local-platform/seed/people";
import { appTarball, builtApp, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { counted, type Dashboard, dashboardAs, startDashboard } from "@/test/harness/dashboard/dashboard";
import { share } from "@/test/harness/platform/checked-call";

const SECRET = "s3cr3t-value-that-stays";

let dashboard: Dashboard;
/** Of the platform's clock: it tells whole seconds only. */
let aheadMs = 0;
let staging: Awaited<ReturnType<typeof builtApp>>;
const ids = new Map<string, string>();
beforeAll(async () => {
  dashboard = await startDashboard({ now: () => new Date(Date.now() + aheadMs) });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

/** Staging with a release phase, two production apps of which Ben sees none, and an app outside. */
async function prepare(): Promise<void> {
  const { heroku } = dashboard;
  staging = await builtApp(dashboard, "line-staging", { release: "echo migrated" });
  ids.set("line-staging", staging.build.app.id);
  await untilReleased("line-staging");
  const dynos = async () => (await listDynos(heroku, "line-staging")).items.map(({ state }) => state);
  await expect.poll(dynos, { timeout: 20_000 }).toEqual(["up"]);
  for (const name of ["line-production", "line-b-production", "line-aside"]) {
    ids.set(name, (await createApp(heroku, { name })).id);
  }
  await patchConfigVars(heroku, "line-production", { TOKEN: SECRET, LOG_LEVEL: "info" });
  await createPipeline(heroku, { name: "line" });
  await createCoupling(heroku, "line", { app: "line-production", stage: "production" });
  await createCoupling(heroku, "line", { app: "line-b-production", stage: "production" });
  await createCoupling(heroku, "line", { app: "line-staging", stage: "staging" });
  await share(dashboard.platform, ids.get("line-staging") ?? "", ben.id, "write");
}

/** The newest release's phase has ended well. */
async function untilReleased(app: string): Promise<void> {
  const newest = async () => (await listReleases(dashboard.heroku, app)).items[0]?.status;
  await expect.poll(newest, { timeout: 20_000 }).toBe("succeeded");
}

const at = (seconds: number) => () => new Date(Date.UTC(2026, 10, 21) + seconds * 1000);
const appsIn = ({ stages }: PipelineDetails, stage: string) =>
  stages.find((candidate) => candidate.stage === stage)?.apps ?? [];
const reviewOf = (details: PipelineDetails, name: string): ReviewApp => {
  const app = details.stages.flatMap(({ apps }) => apps).find((one) => !one.hidden && one.app.name === name);
  if (!app || app.hidden) throw new Error(`${name} is not shown`);
  return app;
};

describe("pipelines", () => {
  test("are listed with their couplings, in two calls", async () => {
    await prepare();
    const answer = await dashboard.request(pipelinesDoor.GET, {});
    const { items } = PipelineList.parse(await answer.json());
    expect(items.map(({ name }) => name)).toEqual(["line"]);
    expect(items[0]?.couplings.map(({ app, stage }) => `${app.id} ${stage}`).sort()).toEqual(
      [
        `${ids.get("line-staging")} staging`,
        `${ids.get("line-production")} production`,
        `${ids.get("line-b-production")} production`,
      ].sort(),
    );
  });

  test("show stages in order, apps by name, and what runs in each", async () => {
    const answer = await dashboard.request(pipelineDoor.GET, { pipeline: "line" });
    const text = await answer.text();
    const details = PipelineDetails.parse(JSON.parse(text));
    expect(details.stages.map(({ stage }) => stage)).toEqual(["staging", "production"]);
    expect(appsIn(details, "production").map((app) => !app.hidden && app.app.name)).toEqual([
      "line-b-production",
      "line-production",
    ]);
    const source = reviewOf(details, "line-staging");
    expect(source).toMatchObject({
      stage: "staging",
      may_deploy: true,
      region: "us",
      generation: "cedar",
      current: { id: staging.build.release?.id, current: true },
      newest: { id: staging.build.release?.id },
      slug: {
        id: staging.build.slug?.id,
        process_types: { web: "node server.js", release: "echo migrated" },
      },
      image: null,
      config_names: [],
      holds: [],
      failed: null,
    });
    expect(source.last_release_phase_ms).toBeGreaterThanOrEqual(0);
    expect(source.dynos.map(({ name }) => name)).toEqual(["web.1"]);
    const fresh = reviewOf(details, "line-production");
    expect(fresh).toMatchObject({
      slug: null,
      config_names: ["LOG_LEVEL", "TOKEN"],
      current: { version: 2 },
    });
    expect(fresh.last_release_phase_ms).toBeNull();
    expect(text).not.toContain(SECRET);
    expect(text).not.toMatch(/X-Amz|output_stream_url|"blob"/);
  });

  test("are found by name and id; an unknown one is 404", async () => {
    const { id } = await readPipeline(dashboard.heroku, "line");
    const byId = await dashboard.request(pipelineDoor.GET, { pipeline: id });
    expect(PipelineDetails.parse(await byId.json()).name).toBe("line");
    for (const pipeline of ["no-such-line", "../account", ben.id]) {
      const answer = await dashboard.request(pipelineDoor.GET, { pipeline });
      expect([answer.status, (await answer.json()).id]).toEqual([404, "not_found"]);
    }
  });

  test("hide apps that the account cannot see, and are cached per account", async () => {
    const asBen = await dashboardAs(dashboard, ben.id);
    const mine = await readPipeline(dashboard.heroku, "line");
    const his = await readPipeline(asBen, "line");
    expect(reviewOf(mine, "line-production").config_names).toHaveLength(2);
    expect(appsIn(his, "production")).toEqual(
      [ids.get("line-b-production"), ids.get("line-production")]
        .sort()
        .map((id) => ({ hidden: true, app: { id } })),
    );
    expect(reviewOf(his, "line-staging")).toMatchObject({ failed: null, current: { version: 2 } });
    expect(JSON.stringify(his)).not.toMatch(/line-production|LOG_LEVEL/);
  });

  test("take few calls: immutable data is read once", async () => {
    const { heroku, calls } = counted(dashboard, { accountId: crypto.randomUUID() });
    await readPipeline(heroku, "line", at(0));
    // The pipeline, its couplings and its apps; builds, releases, dynos, names and permission of each; the one slug.
    const first = 3 + 3 * 5 + 1;
    expect(calls()).toBe(first);
    await readPipeline(heroku, "line", at(9));
    expect(calls()).toBe(first);
    await readPipeline(heroku, "line", at(30));
    // Its apps, what is newest in all of them, and the dynos of each; asking each app for all would be 10.
    const again = 1 + 2 + 3;
    expect(calls()).toBe(first + again);
    const path = "/pipelines/*/latest-builds";
    // The first try and its two retries.
    await dashboard.fault({ method: "GET", path, status: 503, times: 3 });
    await readPipeline(heroku, "line", at(60));
    expect(calls()).toBe(first + again + 1 + 2 + 3 * 3 + 2);
  });

  test("state why an app could not be read, and show the others", async () => {
    const { heroku } = counted(dashboard);
    const path = `/apps/${ids.get("line-production")}/releases`;
    await dashboard.fault({ method: "GET", path, status: 503, ms: 60_000 });
    const details = await readPipeline(heroku, "line", at(0));
    expect(reviewOf(details, "line-production")).toMatchObject({
      current: null,
      releases: [],
      failed: expect.stringContaining("Heroku answered 503"),
    });
    expect(reviewOf(details, "line-staging").failed).toBeNull();
  });

  test("keep the last values while upstream is down, and say so", async () => {
    const { heroku } = counted(dashboard);
    const before = await readPipeline(heroku, "line", at(0));
    await dashboard.fault({ path: "/**", status: 503, ms: 60_000 });
    const during = await readPipeline(heroku, "line", at(120));
    for (const name of ["line-staging", "line-production"]) {
      expect(reviewOf(during, name)).toEqual({
        ...reviewOf(before, name),
        failed: expect.stringContaining("Heroku answered 503"),
      });
    }
  });

  test("show a release at once, from the app's release time", async () => {
    const { heroku } = counted(dashboard);
    await readPipeline(heroku, "line", at(0));
    aheadMs += 5_000;
    const body = { slug: staging.build.slug?.id };
    expect((await dashboard.platform.call("POST", "/apps/line-b-production/releases", { body })).status).toBe(
      201,
    );
    await untilReleased("line-b-production");
    const details = await readPipeline(heroku, "line", at(10));
    expect(reviewOf(details, "line-b-production").slug?.id).toBe(staging.build.slug?.id);
  });

  test("show a build that started elsewhere, which the app's times do not reveal", async () => {
    const { heroku } = counted(dashboard);
    await readPipeline(heroku, "line", at(0));
    const tarball = await appTarball({ build: "exit 1" });
    const { id } = await uploadTo(dashboard, "line-b-production", tarball);
    await untilEnded(dashboard.heroku, "line-b-production", id);
    const details = await readPipeline(heroku, "line", at(90));
    expect(reviewOf(details, "line-b-production").builds[0]).toMatchObject({ id, status: "failed" });
  });

  test("show holds at once", async () => {
    const params = { app: "line-production" };
    const body = { reason: "sale until Monday" };
    const placed = await dashboard.request(holdsDoor.POST, params, { method: "POST", body });
    const hold = Hold.parse(await placed.json());
    const held = reviewOf(await readPipeline(dashboard.heroku, "line"), "line-production");
    expect(held.holds).toEqual([hold]);
    await dashboard.request(holdDoor.DELETE, { ...params, hold: hold.id }, { method: "DELETE" });
    const lifted = reviewOf(await readPipeline(dashboard.heroku, "line"), "line-production");
    expect(lifted.holds).toEqual([]);
  });

  test("use the list of apps if filtering is refused", async () => {
    const { heroku } = counted(dashboard);
    await dashboard.fault({ method: "POST", path: "/filters/apps", status: 404, ms: 60_000 });
    expect(reviewOf(await readPipeline(heroku, "line", at(0)), "line-staging").failed).toBeNull();
  });
});

describe("reviews", () => {
  test("return apps in the requested order, without unreadable ones", async () => {
    const query = "?apps=line-aside,no-such-app,line-staging";
    const answer = await dashboard.request(reviewsDoor.GET, {}, { query });
    const { items } = ReviewAppList.parse(await answer.json());
    expect(items.map(({ app }) => app.name)).toEqual(["line-aside", "line-staging"]);
    expect(items[0]).toMatchObject({ stage: null, slug: null, may_deploy: true });
  });

  test("show the image of an app without slugs", async () => {
    await createApp(dashboard.heroku, { name: "line-fir" });
    await dashboard.fault({ fir_app: "line-fir" });
    const digest = `sha256:${"ab".repeat(32)}`;
    const made = { digest, commit: "cb6999d", process_types: { web: { command: "node server.js" } } };
    const answer = await dashboard.platform.call("POST", "/apps/line-fir/oci-images", { body: made });
    const image = Ref.parse(await answer.json());
    const body = { oci_image: image.id };
    await dashboard.platform.call("POST", "/apps/line-fir/releases", { body });
    await untilReleased("line-fir");
    const [review] = await readReviews(counted(dashboard).heroku, ["line-fir"]);
    expect(review).toMatchObject({
      generation: "fir",
      slug: null,
      image: { id: image.id, digest, commit: "cb6999d", process_types: { web: "node server.js" } },
      current: { version: 2, slug: null },
      failed: null,
    });
  });

  test("state whether the account may deploy, as far as upstream does", async () => {
    const asBen = await dashboardAs(dashboard, ben.id);
    await share(dashboard.platform, ids.get("line-aside") ?? "", ben.id, "read");
    const known = await readReviews(asBen, ["line-staging", "line-aside"]);
    expect(known.map(({ may_deploy }) => may_deploy)).toEqual([true, false]);
    expect(known.map(({ config_names }) => config_names)).toEqual([[], null]);
    const path = "/apps/*/collaborators/*";
    await dashboard.fault({ method: "GET", path, status: 404, ms: 60_000 });
    const { heroku } = counted(dashboard, { accountId: crypto.randomUUID() });
    expect((await readReviews(heroku, ["line-aside"]))[0]?.may_deploy).toBeNull();
  });
});
