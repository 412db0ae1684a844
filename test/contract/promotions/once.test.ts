import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as one from "@/app/api/pipeline-promotions/[id]/route";
import * as list from "@/app/api/pipeline-promotions/route";
import { ApiError } from "@/lib/schemas/error";
import { PromotionCreate, PromotionList } from "@/lib/schemas/promotion";
import { serverId } from "@/lib/server/process/server-id";
import { createPromotion } from "@/lib/server/promotions/create-promotion";
import { createRelease } from "@/lib/server/promotions/create-release";
import { recoverAttempts, resumeRuns } from "@/lib/server/promotions/resume";
import { runPromotion, runs } from "@/lib/server/promotions/run";
import { db } from "@/lib/server/store/db";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import {
  actorWith,
  created,
  hooked,
  post,
  quick,
  read,
  run,
  setUpPipeline,
} from "@/test/harness/dashboard/promotions";
import { releasesOf } from "@/test/harness/platform/slugs";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard({ limits: { promotionMs: 60 } });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

const later = { limits: quick, start: () => {} };
const fault = (fault: Record<string, unknown>) =>
  dashboard.fault({ method: "POST", path: "/pipeline-promotions", ...fault });

/** Another run of the server: same store, nothing in memory. */
function restart(): void {
  serverId.reset();
  runs.reset();
}

/** A call that was sent, and a server that dies before the response. */
class Killed extends Error {}

async function killedWhile(endpoint: string, when: "before" | "after") {
  const { heroku: inner, user } = await actorWith();
  const heroku: typeof inner = {
    ...inner,
    request: async (name, call) => {
      if (name === endpoint && when === "before") await new Promise(() => {});
      const answer = await inner.request(name, call);
      if (name === endpoint) {
        reached();
        await new Promise(() => {});
      }
      return answer;
    },
  };
  let reached = () => {};
  const gone = new Promise<never>((_, reject) => {
    reached = () => reject(new Killed());
    if (when === "before") setTimeout(reached, 600);
  });
  return { actor: { heroku, user }, gone };
}

describe("a promotion makes one release", () => {
  test("on a double click: one request returns 201, the other 409", async () => {
    const rig = await setUpPipeline(dashboard, "double-click");
    const body = await rig.body(["eu", "us"]);
    const answers = await Promise.all([post(dashboard, body), post(dashboard, body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [made] = (await (await dashboard.request(list.GET, {}, { query: `?app=${rig.app("eu")}` })).json())
      .items;
    await run(made.id, (await actorWith()).heroku);
    await expect
      .poll(async () => (await read(dashboard, made.id)).status, { timeout: 20_000 })
      .toBe("completed");
    expect([await rig.versions("eu"), await rig.versions("us")]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("from two tabs: the second is refused during the first and after it", async () => {
    const rig = await setUpPipeline(dashboard, "second-tab");
    await dashboard.fault({ promotion_delay_ms: 400 });
    const body = PromotionCreate.parse(await rig.body(["eu"]));
    const { heroku, user } = await actorWith();
    const made = await createPromotion({ heroku, user }, body, later);
    const second = await post(dashboard, body);
    expect(second.status).toBe(409);
    expect((await second.json()).message).toContain("ada@example.com is on its way to second-tab-eu");
    await run(made.id, heroku);
    const third = ApiError.parse(await (await post(dashboard, body)).json());
    expect(third.moved).toMatchObject([
      { role: "target", expected: { version: 1 }, current: { version: 2 } },
    ]);
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("for a repeated request with the same id: it returns the existing promotion", async () => {
    const rig = await setUpPipeline(dashboard, "same-id");
    const body = { ...(await rig.body(["eu"])), id: crypto.randomUUID() };
    const first = await created(dashboard, body);
    expect((await created(dashboard, body)).id).toBe(first.id);
    await expect
      .poll(async () => (await read(dashboard, body.id)).status, { timeout: 20_000 })
      .toBe("completed");
    expect((await created(dashboard, body)).outcome).toBe("succeeded");
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("when the response is lost: the releases prove it", async () => {
    const rig = await setUpPipeline(dashboard, "answer-lost");
    await fault({ drop_answer: true });
    const { heroku, user } = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"]));
    const made = await createPromotion({ heroku, user }, body, later);
    expect(made.targets.map(({ step }) => step)).toEqual(["sending", "sending"]);
    await run(made.id, heroku);
    expect(await read(dashboard, made.id)).toMatchObject({
      outcome: "succeeded",
      targets: [{ release: { version: 2 } }, { release: { version: 2 } }],
    });
    expect([await rig.versions("eu"), await rig.versions("us")]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test("when the response times out and the releases appear late", async () => {
    const rig = await setUpPipeline(dashboard, "answer-late");
    await fault({ delay_answer_ms: 3_000 });
    await dashboard.fault({ promotion_delay_ms: 500 });
    const body = PromotionCreate.parse(await rig.body(["eu"]));
    const { heroku, user } = await actorWith({ timeoutMs: 200 });
    const limits = { ...quick, abandonedPromotionMs: 2_000 };
    const made = await createPromotion({ heroku, user }, body, { ...later, limits });
    expect((await post(dashboard, body)).status).toBe(409);
    await run(made.id, (await actorWith()).heroku, limits);
    expect(await read(dashboard, made.id)).toMatchObject({ outcome: "succeeded" });
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("none when the call never arrived: that is reported, and only a user sends again", async () => {
    const rig = await setUpPipeline(dashboard, "never-came");
    await fault({ drop: true });
    const { heroku, user } = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu"]));
    const made = await createPromotion({ heroku, user }, body, later);
    await run(made.id, heroku);
    expect(await read(dashboard, made.id)).toMatchObject({
      outcome: "failed",
      targets: [
        {
          step: "failed",
          release: null,
          error_message: "Heroku did not answer, and nothing was created: v1 was the newest release.",
        },
      ],
    });
    expect(await rig.versions("eu")).toEqual([1]);
    const again = await createPromotion({ heroku, user }, { ...body, retry_of: made.id }, later);
    await run(again.id, heroku);
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("when upstream is unreachable: nothing is left behind, and the apps are unlocked", async () => {
    const rig = await setUpPipeline(dashboard, "no-route");
    const { heroku: inner, user } = await actorWith();
    const { herokuFor } = await import("@/lib/server/heroku/client");
    const nowhere = herokuFor(inner.grant, { apiUrl: "http://127.0.0.1:5399" });
    const heroku: typeof inner = {
      ...inner,
      request: (endpoint, call) =>
        endpoint === "createPromotion" ? nowhere.request(endpoint, call) : inner.request(endpoint, call),
    };
    const body = PromotionCreate.parse(await rig.body(["eu"]));
    await expect(createPromotion({ heroku, user }, body, later)).rejects.toMatchObject({
      id: "upstream_unavailable",
    });
    const kept = db().selectFrom("promotions").select("id").where("pipeline_id", "=", rig.pipeline);
    expect(await kept.execute()).toEqual([]);
    expect((await post(dashboard, body)).status).toBe(201);
  });
});

describe("a server that is killed between the send and the answer", () => {
  test.each(["createPromotion", "createRelease"] as const)(
    "goes on after its restart with what %s made",
    async (call) => {
      const rig = await setUpPipeline(dashboard, `killed-${call.slice(6).toLowerCase()}`);
      const pipeline = call === "createPromotion" ? rig.pipeline : null;
      const body = PromotionCreate.parse(await rig.body(["eu", "us"], { pipeline, order: "in turn" }));
      const { actor, gone } = await killedWhile(call, "after");
      await expect(Promise.race([createPromotion(actor, body, later), gone])).rejects.toThrow(Killed);
      restart();
      const { items } = PromotionList.parse(
        await (await dashboard.request(list.GET, {}, { query: `?app=${rig.app("us")}` })).json(),
      );
      expect(items).toMatchObject([
        { status: "pending", targets: [{ step: "sending" }, { step: "waiting" }] },
      ]);
      await run(items[0]?.id ?? "", (await actorWith()).heroku);
      expect(await read(dashboard, items[0]?.id ?? "")).toMatchObject({ outcome: "succeeded" });
      expect([await rig.versions("eu"), await rig.versions("us")]).toEqual([
        [1, 2],
        [1, 2],
      ]);
    },
  );

  test("also finds a single release, at its start or at the next request", async () => {
    const rig = await setUpPipeline(dashboard, "killed-single");
    const [target] = (await rig.body(["eu"])).targets;
    const body = { slug: rig.slug, expected_current: target?.expected_current ?? null };
    const { actor, gone } = await killedWhile("createRelease", "after");
    await expect(Promise.race([createRelease(actor, rig.app("eu"), body, quick), gone])).rejects.toThrow(
      Killed,
    );
    const again = createRelease(await actorWith(), rig.app("eu"), body, quick);
    await expect(again).rejects.toMatchObject({ id: "conflict", facts: {} });
    restart();
    await recoverAttempts(quick);
    const own = db()
      .selectFrom("attempts")
      .select("id")
      .where("app_id", "=", target?.app ?? "");
    expect(await own.where("ended_at", "is", null).execute()).toEqual([]);
    await expect(createRelease(await actorWith(), rig.app("eu"), body, quick)).rejects.toMatchObject({
      id: "conflict",
      facts: { moved: [{ current: { version: 2 } }] },
    });
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("unlocks an app whose call was never sent, once its release can no longer appear", async () => {
    const rig = await setUpPipeline(dashboard, "killed-before");
    const [target] = (await rig.body(["eu"])).targets;
    const body = { slug: rig.slug, expected_current: target?.expected_current ?? null };
    const { actor, gone } = await killedWhile("createRelease", "before");
    await expect(Promise.race([createRelease(actor, rig.app("eu"), body, quick), gone])).rejects.toThrow(
      Killed,
    );
    restart();
    const patient = { ...quick, abandonedMs: 60_000 };
    await expect(createRelease(await actorWith(), rig.app("eu"), body, patient)).rejects.toMatchObject({
      id: "conflict",
    });
    await createRelease(await actorWith(), rig.app("eu"), body, quick);
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });

  test("unlocks an app that was claimed when it was killed", async () => {
    const rig = await setUpPipeline(dashboard, "killed-claimed");
    const [target] = (await rig.body(["eu"])).targets;
    const body = { slug: rig.slug, expected_current: target?.expected_current ?? null };
    const { actor, gone } = await killedWhile("releases", "before");
    await expect(Promise.race([createRelease(actor, rig.app("eu"), body, quick), gone])).rejects.toThrow(
      Killed,
    );
    restart();
    await createRelease(await actorWith(), rig.app("eu"), body, quick);
    expect(await rig.versions("eu")).toEqual([1, 2]);
  });
});

test("a starting server resumes every unfinished promotion", async () => {
  const rig = await setUpPipeline(dashboard, "started-again");
  const { heroku, user } = await actorWith();
  const body = PromotionCreate.parse(await rig.body(["eu", "us"], { order: "in turn" }));
  const made = await createPromotion({ heroku, user }, body, later);
  restart();
  await resumeRuns();
  await expect
    .poll(async () => (await read(dashboard, made.id)).outcome, { timeout: 20_000 })
    .toBe("succeeded");
  expect([await rig.versions("eu"), await rig.versions("us")]).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

describe("several servers that run a promotion", () => {
  test("send each target once, and may read concurrently", async () => {
    const rig = await setUpPipeline(dashboard, "many-runners");
    const { heroku, user } = await actorWith();
    const body = PromotionCreate.parse(await rig.body(["eu", "us"], { pipeline: null }));
    const made = await createPromotion({ heroku, user }, body, later);
    const slow = hooked(heroku, async (endpoint) => {
      if (endpoint === "createRelease") await new Promise((resolve) => setTimeout(resolve, 100));
    });
    const herokuOf = async () => slow;
    await Promise.all([1, 2, 3].map(() => runPromotion(made.id, { limits: quick, herokuOf })));
    expect([await rig.versions("eu"), await rig.versions("us")]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const answer = await dashboard.request(one.GET, { id: made.id });
    expect((await answer.json()).status).toBe("completed");
    expect((await releasesOf(dashboard.platform, rig.app("us"))).at(-1)?.slug?.id).toBe(rig.slug);
  });
});
