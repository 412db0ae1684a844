import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as list from "@/app/api/pipeline-promotions/route";
import { Promotion, PromotionCreate, PromotionList } from "@/lib/schemas/promotion";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { present } from "@/lib/server/promotions/present";
import { readPromotion } from "@/lib/server/promotions/promotion-store";
import { getPromotion, listPromotions } from "@/lib/server/promotions/read-promotions";
import { rollBackTargets } from "@/lib/server/promotions/roll-back";
import { stopPromotion } from "@/lib/server/promotions/stop-promotion";
import { ben } from "@/local-platform/seed/people";
import { type Dashboard, dashboardAs, startDashboard } from "@/test/harness/dashboard/dashboard";
import { actorWith, quick, run, setUpPipeline } from "@/test/harness/dashboard/promotions";
import { share } from "@/test/harness/platform/checked-call";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ limits: { promotionMs: 30 } });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

const later = { limits: quick, start: () => {} };

describe("a promotion as another account sees it", () => {
  test("omits everything about targets hidden from that account", async () => {
    const rig = await setUpPipeline(dashboard, "partly-seen");
    await share(dashboard.platform, rig.app("staging"), ben.id, "write");
    await share(dashboard.platform, rig.app("eu"), ben.id, "read");
    const actor = await actorWith();
    const made = await createPromotion(actor, PromotionCreate.parse(await rig.body(["eu", "us"])), later);
    await run(made.id, actor.heroku);
    const asBen = await dashboardAs(dashboard, ben.id);
    const seen = Promotion.parse(await getPromotion(asBen, made.id));
    expect(seen).toMatchObject({
      source: { app: { name: "partly-seen-staging" }, commit: "cb6999d1a0244753" },
      outcome: "succeeded",
      targets: [
        { app: { id: rig.app("eu"), name: "partly-seen-eu" }, release: { version: 2 } },
        {
          app: { id: rig.app("us"), name: null },
          step: "done",
          release: null,
          previous: null,
          region: null,
          dynos: null,
          slipped_in: [],
        },
      ],
    });
    expect(JSON.stringify(seen)).not.toContain("partly-seen-us");
    const { items } = await listPromotions(asBen, { pipeline: "partly-seen" });
    expect(items).toEqual([seen]);
    await expect(listPromotions(asBen, { app: "partly-seen-us" })).rejects.toMatchObject({ status: 403 });
    const target = { app: rig.app("us"), expected_current: made.targets[1]?.release?.id ?? null };
    const benActs = { heroku: asBen, user: { id: ben.id, email: ben.email } };
    await expect(rollBackTargets(benActs, made.id, { targets: [target] }, later)).rejects.toMatchObject({
      status: 403,
    });
  });

  test("names a deleted or moved target to its promoter only", async () => {
    const rig = await setUpPipeline(dashboard, "gone-away");
    const actor = await actorWith();
    const made = await createPromotion(actor, PromotionCreate.parse(await rig.body(["eu", "us"])), later);
    await run(made.id, actor.heroku);
    const stored = await readPromotion(made.id);
    if (!stored) throw new Error("it is kept");
    const apps = async (viewer: string | null) => {
      const [seen] = await present([stored], (app) => app !== rig.app("us"), viewer);
      return Promotion.parse(seen).targets.map(({ app, expected_version }) => [
        app,
        expected_version === null,
      ]);
    };
    const eu = [{ id: rig.app("eu"), name: "gone-away-eu" }, false];
    expect(await apps(actor.user.id)).toEqual([
      eu,
      [{ id: rig.app("us"), name: "gone-away-us", gone: true }, true],
    ]);
    expect(await apps(ben.id)).toEqual([eu, [{ id: rig.app("us"), name: null }, true]]);
    expect(await apps(null)).toEqual([eu, [{ id: rig.app("us"), name: null }, true]]);
  });

  test("is 404 for an account that can see neither its apps nor its pipeline", async () => {
    const rig = await setUpPipeline(dashboard, "unseen");
    const actor = await actorWith();
    const made = await createPromotion(actor, PromotionCreate.parse(await rig.body(["eu"])), later);
    await run(made.id, actor.heroku);
    const asBen = await dashboardAs(dashboard, ben.id);
    await expect(getPromotion(asBen, made.id)).rejects.toMatchObject({ id: "not_found" });
    expect((await listPromotions(asBen, {})).items.map(({ id }) => id)).not.toContain(made.id);
    await expect(listPromotions(asBen, { pipeline: "unseen" })).rejects.toMatchObject({ status: 404 });
    await expect(getPromotion(asBen, crypto.randomUUID())).rejects.toMatchObject({ id: "not_found" });
  });

  test("can be stopped with deploy access to its source, not with view access", async () => {
    const rig = await setUpPipeline(dashboard, "whose");
    await share(dashboard.platform, rig.app("staging"), ben.id, "read");
    const actor = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"], { order: "in turn" }));
    const made = await createPromotion(actor, body, later);
    const benActs = { heroku: await dashboardAs(dashboard, ben.id), user: { id: ben.id, email: ben.email } };
    await expect(stopPromotion(benActs, made.id, () => {})).rejects.toMatchObject({ id: "forbidden" });
    expect((await stopPromotion(actor, made.id, () => {})).targets[1]?.step).toBe("stopped");
    await run(made.id, actor.heroku);
  });
});

describe("the list of promotions", () => {
  test("lists the newest first, in pages, of a pipeline or an app", async () => {
    const rig = await setUpPipeline(dashboard, "history");
    const { db } = await import("@/lib/server/store/db");
    const actor = await actorWith();
    const made = await createPromotion(actor, PromotionCreate.parse(await rig.body(["eu"])), later);
    await run(made.id, actor.heroku);
    const row = await db()
      .selectFrom("promotions")
      .selectAll()
      .where("id", "=", made.id)
      .executeTakeFirstOrThrow();
    const at = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();
    const older = Array.from({ length: 24 }, (_, index) => ({
      ...row,
      id: crypto.randomUUID(),
      created_at: at(index),
    }));
    await db().insertInto("promotions").values(older).execute();
    const page = async (query: string) =>
      PromotionList.parse(await (await dashboard.request(list.GET, {}, { query })).json());
    const first = await page("?pipeline=history");
    expect(first.items.map(({ created_at }) => created_at)).toEqual(
      [row, ...older.reverse()].slice(0, 20).map(({ created_at }) => created_at),
    );
    const second = await page(`?pipeline=${rig.pipeline}&after=${first.next}`);
    expect(second.items).toHaveLength(5);
    expect(second.next).toBeNull();
    expect((await page("?app=history-eu")).items.map(({ id }) => id)).toEqual([made.id]);
    expect((await page("?app=history-us")).items).toEqual([]);
    expect((await dashboard.request(list.GET, {}, { query: "?after=nonsense" })).status).toBe(400);
  });
});
