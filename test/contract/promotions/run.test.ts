import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import * as holds from "@/app/api/apps/[app]/holds/route";
import * as putBacks from "@/app/api/pipeline-promotions/[id]/put-back/route";
import * as stops from "@/app/api/pipeline-promotions/[id]/stop/route";
import { HoldList } from "@/lib/schemas/hold";
import { Promotion, PromotionCreate } from "@/lib/schemas/promotion";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { rollBackTargets } from "@/lib/server/promotions/roll-back";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import {
  actorWith,
  created,
  ended,
  post,
  quick,
  read,
  run,
  setUpPipeline,
} from "@/test/harness/dashboard/promotions";
import { createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ limits: { promotionMs: 60, prebootMs: 1_500 } });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

const WEB = `node -e 'require("http").createServer((_, r) => r.end()).listen(process.env.PORT)'`;
const later = { limits: quick, start: () => {} };
const setVar = (app: string, body: Record<string, string | null>) =>
  dashboard.platform.call("PATCH", `/apps/${app}/config-vars`, { body });

/** Promotes and carries it out here, with short times. */
async function carriedOut(body: unknown): Promise<Promotion> {
  const actor = await actorWith();
  const made = await createPromotion(actor, PromotionCreate.parse(body), later);
  await run(made.id, actor.heroku);
  return read(dashboard, made.id);
}

async function backOf(promotion: Promotion, apps: string[]): Promise<Promotion> {
  const actor = await actorWith();
  const targets = promotion.targets
    .filter(({ app }) => apps.includes(app.id))
    .map(({ app, release }) => ({ app: app.id, expected_current: release?.id ?? null }));
  const made = await rollBackTargets(actor, promotion.id, { targets }, later);
  await run(made.id, actor.heroku);
  return read(dashboard, made.id);
}

describe("a promotion", () => {
  test("is sent to all targets in one call and ends when all run it", async () => {
    const rig = await setUpPipeline(dashboard, "together");
    const made = await created(dashboard, await rig.body(["eu", "us"], { note: "monday" }));
    expect(made).toMatchObject({
      kind: "promotion",
      status: "pending",
      outcome: "moving",
      note: "monday",
      pipeline: { name: "together" },
      source: { release: { version: 2 }, slug: { id: rig.slug }, commit: "cb6999d1a0244753" },
      user: { email: "ada@example.com" },
      targets: [
        {
          step: "sending",
          stage: "production",
          expected_version: 2,
          previous: null,
          release: null,
        },
        { step: "sending" },
      ],
    });
    const done = await ended(dashboard, made.id);
    expect(done).toMatchObject({ outcome: "succeeded", put_back: null });
    for (const [index, key] of (["eu", "us"] as const).entries()) {
      expect(await rig.versions(key)).toEqual([1, 2]);
      expect(done.targets[index]).toMatchObject({
        app: { id: rig.app(key), name: `together-${key}` },
        step: "done",
        status: "succeeded",
        release: { version: 2, status: "succeeded" },
        slipped_in: [],
      });
    }
  });

  test("fails if one release phase fails, and only that target is retried", async () => {
    const rig = await setUpPipeline(dashboard, "partly", { release: 'test -z "$BROKEN"' });
    await setVar(rig.app("us"), { BROKEN: "1" });
    const done = await carriedOut(await rig.body(["eu", "us"]));
    expect(done).toMatchObject({
      status: "completed",
      outcome: "failed",
      targets: [
        { step: "done" },
        { step: "failed", status: "failed", error_message: "The release phase of v3 failed." },
      ],
    });
    await setVar(rig.app("us"), { BROKEN: null });
    const again = await carriedOut({ ...(await rig.body(["us"])), retry_of: done.id });
    expect(again).toMatchObject({ outcome: "succeeded", of: done.id, targets: [{ step: "done" }] });
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("names the release that still runs after a failed release phase", async () => {
    const rig = await setUpPipeline(dashboard, "second-fails", { release: 'test -z "$BROKEN"' });
    await carriedOut(await rig.body(["eu"]));
    await setVar(rig.app("eu"), { BROKEN: "1" });
    const next = await createSlug(dashboard.platform, rig.app("staging"), { release: 'test -z "$BROKEN"' });
    const { id } = await releaseSlug(dashboard.platform, rig.app("staging"), next);
    await endedRelease(dashboard.platform, rig.app("staging"), id);
    const source = { app: rig.app("staging"), release: id, slug: next };
    expect((await carriedOut(await rig.body(["eu"], { source }))).targets).toMatchObject([
      { previous: { version: 2 }, error_message: "The release phase of v4 failed. v2 still runs." },
    ]);
  });

  test("can be retried after the source has changed, but nothing else can be sent then", async () => {
    const rig = await setUpPipeline(dashboard, "moved-on", { release: 'test -z "$BROKEN"' });
    await setVar(rig.app("eu"), { BROKEN: "1" });
    const done = await carriedOut(await rig.body(["eu"]));
    await releaseSlug(
      dashboard.platform,
      rig.app("staging"),
      await createSlug(dashboard.platform, rig.app("staging")),
    );
    await setVar(rig.app("eu"), { BROKEN: null });
    const elsewhere = await post(dashboard, { ...(await rig.body(["us"])), retry_of: done.id });
    expect(elsewhere.status).toBe(422);
    const again = await carriedOut({ ...(await rig.body(["eu"])), retry_of: done.id });
    expect(again.targets[0]).toMatchObject({ step: "done" });
    expect((await releasesOf(dashboard.platform, rig.app("eu"))).at(-1)?.slug?.id).toBe(rig.slug);
  });

  test("in turn sends to the next target once the previous one is up, and stops at the first failure", async () => {
    const rig = await setUpPipeline(dashboard, "in-turn", { release: 'test -z "$BROKEN"' });
    const actor = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"], { order: "in turn" }));
    const made = await createPromotion(actor, body, later);
    expect(made.targets.map(({ step }) => step)).toEqual(["sending", "waiting"]);
    await run(made.id, actor.heroku);
    const done = await read(dashboard, made.id);
    expect(done.outcome).toBe("succeeded");
    const [first, second] = done.targets;
    expect((first?.finished_at ?? "") <= (second?.sent_at ?? "")).toBe(true);
    await setVar(rig.app("eu"), { BROKEN: "1" });
    const next = await createSlug(dashboard.platform, rig.app("staging"), { release: 'test -z "$BROKEN"' });
    const { id } = await releaseSlug(dashboard.platform, rig.app("staging"), next);
    await endedRelease(dashboard.platform, rig.app("staging"), id);
    const source = { app: rig.app("staging"), release: id, slug: next };
    const stopped = await carriedOut(await rig.body(["eu", "us"], { order: "in turn", source }));
    expect(stopped).toMatchObject({
      outcome: "failed",
      targets: [{ step: "failed" }, { step: "stopped", release: null, sent_at: null }],
    });
    expect(await rig.versions("us")).toEqual([1, 2]);
  });

  test("in turn does not send to a target that changed meanwhile", async () => {
    const rig = await setUpPipeline(dashboard, "overtaken");
    const actor = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"], { order: "in turn" }));
    const made = await createPromotion(actor, body, later);
    await setVar(rig.app("us"), { A: "1" });
    await run(made.id, actor.heroku);
    expect((await read(dashboard, made.id)).targets).toMatchObject([
      { step: "done" },
      { step: "failed", error_message: expect.stringContaining("overtaken-us moved since you looked") },
    ]);
    expect(await rig.versions("us")).toEqual([1, 2]);
  });

  test("in turn does not send to a target that was locked meanwhile", async () => {
    const rig = await setUpPipeline(dashboard, "held-meanwhile");
    const actor = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"], { order: "in turn" }));
    const made = await createPromotion(actor, body, later);
    const hold = { method: "POST", body: { reason: "audit" } };
    await dashboard.request(holds.POST, { app: rig.app("us") }, hold);
    await run(made.id, actor.heroku);
    expect((await read(dashboard, made.id)).targets).toMatchObject([
      { step: "done" },
      { step: "failed", error_message: expect.stringContaining("nothing is released on held-meanwhile-us") },
    ]);
    expect(await rig.versions("us")).toEqual([1]);
  });

  test("can be stopped before a target's turn", async () => {
    const rig = await setUpPipeline(dashboard, "halted");
    const actor = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"], { order: "in turn" }));
    const made = await createPromotion(actor, body, later);
    const stop = () => dashboard.request(stops.POST, { id: made.id }, { method: "POST" });
    expect(Promotion.parse(await (await stop()).json()).targets[1]).toMatchObject({ step: "stopped" });
    expect((await ended(dashboard, made.id)).outcome).toBe("stopped");
    expect((await stop()).status).toBe(409);
    expect(await rig.versions("us")).toEqual([1]);
  });

  test("outside a pipeline releases the slug on each target", async () => {
    const rig = await setUpPipeline(dashboard, "by-hand");
    const done = await carriedOut(await rig.body(["eu", "us"], { pipeline: null }));
    expect(done).toMatchObject({ pipeline: null, outcome: "succeeded" });
    for (const key of ["eu", "us"] as const) {
      expect((await releasesOf(dashboard.platform, rig.app(key))).at(-1)).toMatchObject({
        version: 2,
        description: "Promote by-hand-staging v2 cb6999d",
        slug: { id: rig.slug },
      });
    }
  });

  test("ends a target as crashed when a dyno crashes on the new version", async () => {
    const rig = await setUpPipeline(dashboard, "crashing");
    const slug = await createSlug(dashboard.platform, rig.app("staging"), { web: "exit 1" });
    const { id } = await releaseSlug(dashboard.platform, rig.app("staging"), slug);
    const source = { app: rig.app("staging"), release: id, slug };
    const done = await carriedOut(await rig.body(["eu"], { source }));
    expect(done).toMatchObject({
      outcome: "failed",
      targets: [{ step: "crashed", status: "succeeded", dynos: [{ type: "web", up: 0, of: 1 }] }],
    });
  });

  test("retries only a target that crashed", async () => {
    const rig = await setUpPipeline(dashboard, "crashed-retry");
    const slug = await createSlug(dashboard.platform, rig.app("staging"), { web: "exit 1" });
    const { id } = await releaseSlug(dashboard.platform, rig.app("staging"), slug);
    const more = { source: { app: rig.app("staging"), release: id, slug } };
    const crashed = await carriedOut(await rig.body(["eu"], more));
    expect(crashed.targets).toMatchObject([{ step: "crashed", release: { version: 2 } }]);
    const again = await carriedOut(await rig.body(["eu"], { ...more, retry_of: crashed.id }));
    expect(again).toMatchObject({ of: crashed.id, targets: [{ step: "crashed", release: { version: 3 } }] });
    await dashboard.platform.call("PATCH", `/apps/${rig.app("eu")}/formation/web`, { body: { quantity: 0 } });
    const refused = await post(dashboard, await rig.body(["eu"], more));
    expect([refused.status, await refused.json()]).toMatchObject([422, { id: "same_slug" }]);
  });

  test("waits for the old dynos to stop if preboot is on, and reports it", async () => {
    const rig = await setUpPipeline(dashboard, "prebooted", { web: WEB });
    const [app, platform] = [rig.app("eu"), dashboard.platform];
    const old = await releaseSlug(platform, app, await createSlug(platform, app, { web: WEB }));
    await endedRelease(platform, app, old.id);
    const states = async () => {
      const dynos: unknown = await (await platform.call("GET", `/apps/${app}/dynos`)).json();
      return z
        .array(z.object({ state: z.string() }))
        .parse(dynos)
        .map(({ state }) => state);
    };
    await expect.poll(states, { timeout: 20_000 }).toEqual(["up"]);
    await platform.call("PATCH", `/apps/${app}/features/preboot`, { body: { enabled: true } });
    const actor = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu"]));
    const made = await createPromotion(actor, body, later);
    const carried = run(made.id, actor.heroku);
    const dynosOf = async () => (await read(dashboard, made.id)).targets[0]?.dynos;
    await expect
      .poll(dynosOf, { timeout: 20_000, interval: 20 })
      .toEqual([{ type: "web", up: 1, of: 1, old: 1, preboot: true }]);
    expect((await read(dashboard, made.id)).targets[0]?.step).toBe("dynos");
    await carried;
    expect((await read(dashboard, made.id)).targets[0]).toMatchObject({
      step: "done",
      dynos: [{ type: "web", up: 1, of: 1 }],
    });
    expect(await states()).toEqual(["up"]);
  });

  test("ends as unknown after the deadline, with the time of the last read", async () => {
    const rig = await setUpPipeline(dashboard, "endless", { release: "sleep 3" });
    const actor = await actorWith();
    const made = await createPromotion(actor, PromotionCreate.parse(await rig.body(["eu"])), later);
    await run(made.id, actor.heroku, { ...quick, releasePhaseMs: 800 });
    const given = await read(dashboard, made.id);
    expect(given).toMatchObject({
      outcome: "unknown",
      targets: [{ step: "unknown", error_message: "Still in its release phase.", release: { version: 2 } }],
    });
    expect(given.targets[0]?.seen_at).not.toBeNull();
  });

  test("names releases made between the check and the request", async () => {
    const rig = await setUpPipeline(dashboard, "slipping");
    const { heroku: inner, user } = await actorWith();
    const heroku: typeof inner = {
      ...inner,
      request: async (endpoint, call) => {
        if (endpoint === "createPromotion") await setVar(rig.app("eu"), { A: "1" });
        return inner.request(endpoint, call);
      },
    };
    const body = PromotionCreate.parse(await rig.body(["eu"]));
    const made = await createPromotion({ heroku, user }, body, later);
    await run(made.id, inner);
    expect((await read(dashboard, made.id)).targets[0]).toMatchObject({
      step: "done",
      expected_version: 2,
      release: { version: 3 },
      slipped_in: [{ version: 2, description: expect.stringContaining("A") }],
    });
  });

  test("is refused if it is invalid", async () => {
    const rig = await setUpPipeline(dashboard, "nonsense");
    const body = await rig.body(["eu"]);
    const [target] = body.targets;
    const refusals = [
      { ...body, targets: [target, target] },
      { ...body, targets: [{ ...target, app: rig.app("staging") }] },
      { ...body, source: { ...body.source, slug: crypto.randomUUID() } },
      { ...body, pipeline: null, source: { ...body.source, slug: null } },
    ];
    for (const refused of refusals) expect((await post(dashboard, refused)).status).toBe(422);
    expect((await post(dashboard, { ...body, targets: [] })).status).toBe(400);
    expect((await post(dashboard, { ...body, pipeline: crypto.randomUUID() })).status).toBe(404);
    await carriedOut(body);
    expect((await post(dashboard, await rig.body(["eu"]))).status).toBe(422);
  });

  test("respects holds on targets and on the slug, and stores the reason for an override", async () => {
    const rig = await setUpPipeline(dashboard, "held-back");
    const hold = (app: string, body: Record<string, unknown>) =>
      dashboard.request(holds.POST, { app }, { method: "POST", body });
    await hold(rig.app("us"), { reason: "audit" });
    const body = await rig.body(["eu", "us"]);
    expect((await post(dashboard, body)).status).toBe(423);
    await hold(rig.app("staging"), { reason: "loses orders", slug: rig.slug });
    expect((await post(dashboard, await rig.body(["eu"]))).status).toBe(423);
    expect(await rig.versions("eu")).toEqual([1]);
    const done = await carriedOut({ ...body, override: "Agreed with the owner" });
    expect(done.override).toBe("Agreed with the owner");
    const listed = HoldList.parse(await (await dashboard.request(holds.GET, { app: rig.app("us") })).json());
    expect(listed.passed).toMatchObject([
      { release: { version: 2 }, way: "override", reason: done.override },
    ]);
  });

  test("requests a two-factor code and leaves nothing behind; the code also serves later targets", async () => {
    const rig = await setUpPipeline(dashboard, "two-factor");
    await dashboard.fault({ method: "POST", path: "/pipeline-promotions", two_factor: "123456" });
    const body = await rig.body(["eu", "us"], { order: "in turn", id: crypto.randomUUID() });
    const asked = await post(dashboard, body);
    expect([asked.status, (await asked.json()).id]).toEqual([403, "two_factor"]);
    const { db } = await import("@/lib/server/store/db");
    expect(
      await db().selectFrom("promotions").select("id").where("pipeline_id", "=", rig.pipeline).execute(),
    ).toEqual([]);
    const calls: string[] = [];
    const { heroku: inner, user } = await actorWith();
    const heroku: typeof inner = {
      ...inner,
      request: (endpoint, call) => {
        calls.push(`${endpoint} ${call.params?.app ?? ""} ${call.twoFactorCode ?? ""}`);
        return inner.request(endpoint, call);
      },
    };
    const given = PromotionCreate.parse({ ...body, two_factor_code: "123456" });
    const made = await createPromotion({ heroku, user }, given, later);
    expect(calls).toContain(`preAuthorize ${rig.app("us")} 123456`);
    expect(calls).toContain("createPromotion  123456");
    const kept = JSON.stringify([
      await db().selectFrom("promotions").selectAll().execute(),
      await db().selectFrom("attempts").selectAll().execute(),
    ]);
    expect(kept).not.toContain("123456");
    await dashboard.clearFaults();
    await run(made.id, inner);
    expect((await read(dashboard, made.id)).outcome).toBe("succeeded");
  });
});

describe("putting back", () => {
  test("rolls every target back to its previous code and config vars, also hours later", async () => {
    const rig = await setUpPipeline(dashboard, "regret");
    const first = await carriedOut(await rig.body(["eu", "us"]));
    const next = await createSlug(dashboard.platform, rig.app("staging"));
    const { id } = await releaseSlug(dashboard.platform, rig.app("staging"), next);
    const source = { app: rig.app("staging"), release: id, slug: next };
    const second = await carriedOut(await rig.body(["eu", "us"], { source }));
    const back = await backOf(second, [rig.app("eu"), rig.app("us")]);
    expect(back).toMatchObject({
      kind: "put back",
      of: second.id,
      outcome: "succeeded",
      targets: [{ release: { version: 4 } }, { release: { version: 4 } }],
    });
    expect((await releasesOf(dashboard.platform, rig.app("us"))).at(-1)).toMatchObject({
      description: "Rollback to v2",
      slug: { id: rig.slug },
    });
    expect((await read(dashboard, second.id)).put_back).toBe(back.id);
    expect(first.put_back).toBeNull();
  });

  test("skips targets that were never released, and refuses if one has changed", async () => {
    const rig = await setUpPipeline(dashboard, "half-way", { release: 'test -z "$BROKEN"' });
    await carriedOut(await rig.body(["eu"]));
    const next = await createSlug(dashboard.platform, rig.app("staging"), { release: 'test -z "$BROKEN"' });
    const { id } = await releaseSlug(dashboard.platform, rig.app("staging"), next);
    await endedRelease(dashboard.platform, rig.app("staging"), id);
    await setVar(rig.app("us"), { BROKEN: "1" });
    const source = { app: rig.app("staging"), release: id, slug: next };
    const promotion = await rig.body(["eu", "us"], { source });
    const done = await carriedOut(promotion);
    expect(done.targets.map(({ step }) => step)).toEqual(["done", "failed"]);
    const targets = [
      { app: rig.app("eu"), expected_current: done.targets[0]?.release?.id ?? null },
      ...promotion.targets.slice(1),
    ];
    await setVar(rig.app("eu"), { A: "1" });
    const [newest] = (await releasesOf(dashboard.platform, rig.app("eu"))).slice(-1);
    await endedRelease(dashboard.platform, rig.app("eu"), newest?.id ?? "");
    const preview = (body: unknown) =>
      dashboard.request(putBacks.POST, { id: done.id }, { method: "POST", body });
    const moved = await preview({ targets });
    expect(moved.status).toBe(409);
    const body = await moved.json();
    expect(body.moved).toMatchObject([
      { role: "target", app: { name: "half-way-eu" }, current: { version: 4 } },
    ]);
    const nothing = await preview({ targets: targets.slice(1) });
    expect(nothing.status).toBe(422);
    const now = { app: rig.app("eu"), expected_current: body.moved[0].current.id };
    const made = Promotion.parse(await (await preview({ targets: [now, ...targets.slice(1)] })).json());
    expect(made.targets).toHaveLength(1);
    expect(await ended(dashboard, made.id)).toMatchObject({ outcome: "succeeded" });
  });
});
