import { afterAll, beforeAll, expect, test } from "vitest";
import * as one from "@/app/api/apps/[app]/releases/[release]/route";
import * as releases from "@/app/api/apps/[app]/releases/route";
import * as putBacks from "@/app/api/pipeline-promotions/[id]/put-back/route";
import { ApiError } from "@/lib/schemas/error";
import { PromotionCreate } from "@/lib/schemas/promotion";
import { Release } from "@/lib/schemas/release";
import { getRelease, listReleases } from "@/lib/server/heroku/releases";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { counted, type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import { actorWith, post, quick, read, run, setUpPipeline } from "@/test/harness/dashboard/promotions";
import { createApp, createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";

const DAY = 24 * 60 * 60_000;

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ limits: { promotionMs: 0 } });
});
afterAll(() => dashboard.stop());

const setVar = (app: string, body: Record<string, string | null>) =>
  dashboard.platform.call("PATCH", `/apps/${app}/config-vars`, { body });
const advance = (days: number) => dashboard.fault({ advance_ms: days * DAY });
const refusalOf = async (answer: Response) => [answer.status, ApiError.parse(await answer.json()).id];

/** Makes releases that keep the code, so that older ones are no longer among the newest 20. */
async function bury(app: string, count = 20): Promise<void> {
  for (let made = 0; made < count; made += 1) await setVar(app, { COUNT: String(made) });
}

const currentOf = async (app: string) =>
  (await releasesOf(dashboard.platform, app)).find((release) => release.current)?.id ?? null;

test("an expired release has run, read alone, in a list and on a later page", async () => {
  const { name: app } = await createApp(dashboard.platform, "expired-lists");
  for (let made = 0; made < 3; made += 1)
    await releaseSlug(dashboard.platform, app, await createSlug(dashboard.platform, app));
  await bury(app);
  await advance(31);
  const { heroku, calls } = counted(dashboard);
  const ranOf = (items: Release[]) => items.map(({ version, status, ran }) => `v${version} ${status} ${ran}`);
  const { items } = await listReleases(heroku, app);
  expect(calls()).toBe(1);
  // v4 has the slug that runs.
  expect(ranOf(items.slice(-4))).toEqual([
    "v4 succeeded ran",
    "v3 expired ran",
    "v2 expired ran",
    "v1 succeeded ran",
  ]);
  const first = await listReleases(heroku, app, { max: 21 });
  const second = await listReleases(heroku, app, { max: 21, after: first.next ?? undefined });
  expect(ranOf(second.items)).toEqual(["v3 expired ran", "v2 expired ran", "v1 succeeded ran"]);
  expect(await getRelease(heroku, app, "2")).toMatchObject({ status: "expired", ran: "ran", slug: null });
  const shown = await dashboard.request(one.GET, { app, release: "v2" });
  expect(Release.parse(await shown.json()).ran).toBe("ran");
});

test("a release that expired early never ran, as far as is known", async () => {
  const { name: app } = await createApp(dashboard.platform, "expired-early");
  const first = await releaseSlug(dashboard.platform, app, await createSlug(dashboard.platform, app));
  await releaseSlug(dashboard.platform, app, await createSlug(dashboard.platform, app));
  await dashboard.fault({ expire_release: first.id });
  expect((await getRelease(dashboard.heroku, app, "2")).ran).toBe("not run");
  await bury(app);
  expect((await getRelease(dashboard.heroku, app, "2")).ran).toBe("not run");
});

test("a release that a promotion saw fail never ran, and cannot be retried once its source has expired", async () => {
  const rig = await setUpPipeline(dashboard, "expired-failed", { release: 'test -z "$BROKEN"' });
  const [staging, eu] = [rig.app("staging"), rig.app("eu")];
  await setVar(eu, { BROKEN: "1" });
  const actor = await actorWith();
  const body = await rig.body(["eu"]);
  const made = await createPromotion(actor, PromotionCreate.parse(body), { limits: quick, start: () => {} });
  await run(made.id, actor.heroku);
  const failed = (await read(dashboard, made.id)).targets[0];
  expect(failed).toMatchObject({ step: "failed", release: { version: 3 } });
  await setVar(eu, { BROKEN: null });
  await bury(eu);
  const next = await releaseSlug(dashboard.platform, staging, await createSlug(dashboard.platform, staging));
  await endedRelease(dashboard.platform, staging, next.id);
  await bury(staging);
  await advance(31);
  expect(await getRelease(dashboard.heroku, eu, "3")).toMatchObject({ status: "expired", ran: "not run" });

  const targets = [{ app: eu, expected_current: await currentOf(eu) }];
  expect(await refusalOf(await post(dashboard, { ...body, targets, retry_of: made.id }))).toEqual([
    422,
    "release_expired",
  ]);
  // Without the record of what it retries, the source has moved.
  expect(await refusalOf(await post(dashboard, { ...body, targets }))).toEqual([409, "conflict"]);
});

test("an expired release cannot be rolled back to or restored, and its slug cannot be released", async () => {
  const rig = await setUpPipeline(dashboard, "expired-back");
  const [eu] = [rig.app("eu")];
  const slug = await createSlug(dashboard.platform, eu);
  const old = await releaseSlug(dashboard.platform, eu, slug);
  const actor = await actorWith();
  const body = PromotionCreate.parse(await rig.body(["eu"]));
  const made = await createPromotion(actor, body, { limits: quick, start: () => {} });
  await run(made.id, actor.heroku);
  expect((await read(dashboard, made.id)).outcome).toBe("succeeded");
  await bury(eu);
  await advance(31);
  const expected_current = await currentOf(eu);
  const send = (more: object) =>
    dashboard.request(releases.POST, { app: eu }, { method: "POST", body: { expected_current, ...more } });
  expect(await refusalOf(await send({ release: old.id }))).toEqual([422, "release_expired"]);
  expect(await refusalOf(await send({ slug }))).toEqual([422, "release_expired"]);
  const back = { targets: [{ app: eu, expected_current }] };
  expect(
    await refusalOf(await dashboard.request(putBacks.POST, { id: made.id }, { method: "POST", body: back })),
  ).toEqual([422, "release_expired"]);
  // Nothing of it keeps the app busy.
  const next = await createSlug(dashboard.platform, eu);
  expect((await send({ slug: next })).status).toBe(201);
});
