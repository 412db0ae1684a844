import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as holds from "@/app/api/apps/[app]/holds/route";
import * as releases from "@/app/api/apps/[app]/releases/route";
import { ApiError } from "@/lib/schemas/error";
import { HoldList } from "@/lib/schemas/hold";
import { Release } from "@/lib/schemas/release";
import { herokuFor } from "@/lib/server/heroku/client";
import { createRelease } from "@/lib/server/promotions/create-release";
import { sendLimits } from "@/lib/server/promotions/limits";
import { readSession } from "@/lib/server/session/session";
import { db } from "@/lib/server/store/db";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import { createApp, createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

const post = (app: string, body: Record<string, unknown>) =>
  dashboard.request(releases.POST, { app }, { method: "POST", body });
const fault = (fault: Record<string, unknown>) =>
  dashboard.fault({ method: "POST", path: "/apps/*/releases", ...fault });
const errorOf = async (answer: Response) => ApiError.parse(await answer.json());
const quick = { ...sendLimits, pollMs: 20, settleMs: 300 };

async function actor(timeoutMs = 30_000) {
  const session = await readSession();
  if (!session) throw new Error("a key makes a session");
  return { heroku: herokuFor(session.grant, { timeoutMs }), user: session.user };
}

/** An app that runs a slug as v2, and a second slug of it. */
async function running(name: string, options: Parameters<typeof createSlug>[2] = {}) {
  const app = await createApp(dashboard.platform, name);
  const first = await createSlug(dashboard.platform, name, options);
  const made = await releaseSlug(dashboard.platform, name, first);
  const current = await endedRelease(dashboard.platform, name, made.id);
  const next = await createSlug(dashboard.platform, name, { ...options, commit: "cb6999d1a0244753" });
  const versions = async () => (await releasesOf(dashboard.platform, name)).map(({ version }) => version);
  return { app, first, next, current, versions };
}

describe("POST releases", () => {
  test("releases a slug, and rolls back", async () => {
    const { app, next, current } = await running("releasing");
    const answer = await post("releasing", {
      slug: next,
      expected_current: current.id,
      description: "By hand",
    });
    expect(answer.status).toBe(201);
    const body = await answer.json();
    const made = Release.parse(body);
    expect(body).toMatchObject({ slipped_in: [] });
    expect(made).toMatchObject({ version: 3, slug: { id: next }, app, description: "By hand" });
    const back = await post(app.id, { release: current.id, expected_current: made.id });
    expect(Release.parse(await back.json())).toMatchObject({ version: 4, description: "Rollback to v2" });
  });

  test("requires exactly one of slug and release, and the expected current release", async () => {
    const { next, current } = await running("wanting");
    for (const body of [
      { slug: next },
      { expected_current: current.id },
      { slug: next, release: current.id, expected_current: current.id },
      { slug: "x", expected_current: current.id },
    ]) {
      expect((await post("wanting", body)).status).toBe(400);
    }
  });

  test("sends nothing if another release runs, and names it", async () => {
    const { next, current, versions } = await running("moving");
    await dashboard.platform.call("PATCH", "/apps/moving/config-vars", { body: { A: "1" } });
    const answer = await post("moving", { slug: next, expected_current: current.id });
    expect(answer.status).toBe(409);
    expect(await errorOf(answer)).toMatchObject({
      id: "conflict",
      moved: [
        {
          role: "target",
          app: { name: "moving" },
          expected: { version: 2 },
          current: { version: 3 },
          pending: null,
        },
      ],
    });
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("sends nothing while a release is pending", async () => {
    const { next, current, versions } = await running("waiting", { release: "sleep 2" });
    await dashboard.platform.call("PATCH", "/apps/waiting/config-vars", { body: { A: "1" } });
    const answer = await post("waiting", { slug: next, expected_current: current.id });
    expect(answer.status).toBe(409);
    expect(await errorOf(answer)).toMatchObject({
      moved: [{ current: { version: 2 }, pending: { version: 3 } }],
    });
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("refuses the running slug, except to retry a release that failed with it", async () => {
    const { first, current } = await running("same", { release: 'test -z "$BROKEN"' });
    const again = { slug: first, expected_current: current.id };
    const refused = await post("same", again);
    expect([refused.status, (await errorOf(refused)).id]).toEqual([422, "same_slug"]);
    await dashboard.platform.call("PATCH", "/apps/same/config-vars", { body: { BROKEN: "1" } });
    const failed = (await releasesOf(dashboard.platform, "same")).at(-1);
    await endedRelease(dashboard.platform, "same", failed?.id ?? "");
    expect((await post("same", { ...again, description: "Retry of v3" })).status).toBe(201);
  });

  test("passes a refusal on and unlocks the app", async () => {
    const { next, current, versions } = await running("refused");
    await fault({ status: 422, body: '{"id":"invalid_params","message":"Slug was deleted"}' });
    const body = { slug: next, expected_current: current.id };
    const refused = await errorOf(await post("refused", body));
    expect(refused).toMatchObject({
      id: "invalid_params",
      message: expect.stringContaining("Slug was deleted."),
    });
    expect((await post("refused", body)).status).toBe(201);
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("requests a two-factor code, passes it on once and stores it nowhere", async () => {
    const { next, current, versions } = await running("guarded");
    await fault({ two_factor: "123456" });
    const body = { slug: next, expected_current: current.id };
    const asked = await post("guarded", body);
    expect([asked.status, (await errorOf(asked)).id]).toEqual([403, "two_factor"]);
    expect((await post("guarded", { ...body, two_factor_code: "12345" })).status).toBe(400);
    expect((await post("guarded", { ...body, two_factor_code: "123456" })).status).toBe(201);
    expect(await versions()).toEqual([1, 2, 3]);
    expect(JSON.stringify(await db().selectFrom("attempts").selectAll().execute())).not.toContain("123456");
  });

  test("respects a hold unless a reason is given, and never for a rollback", async () => {
    const { app, next, current } = await running("locked");
    await dashboard.request(holds.POST, { app: "locked" }, { method: "POST", body: { reason: "audit" } });
    const body = { slug: next, expected_current: current.id };
    const held = await post("locked", body);
    expect(held.status).toBe(423);
    expect(await errorOf(held)).toMatchObject({ id: "held", holds: [{ reason: "audit" }] });
    const made = Release.parse(await (await post("locked", { ...body, override: "Fixes an outage" })).json());
    const back = await post("locked", { release: current.id, expected_current: made.id });
    expect(back.status).toBe(201);
    const listed = HoldList.parse(await (await dashboard.request(holds.GET, { app: app.id })).json());
    expect(listed.passed).toMatchObject([
      { release: { id: made.id, version: 3 }, way: "override", reason: "Fixes an outage" },
    ]);
  });

  test("does not release a held slug on any app", async () => {
    const { next } = await running("marked");
    const { current } = await running("elsewhere");
    const body = { slug: next, reason: "loses orders" };
    await dashboard.request(holds.POST, { app: "marked" }, { method: "POST", body });
    const held = await post("elsewhere", { slug: next, expected_current: current.id });
    expect(held.status).toBe(423);
    expect((await errorOf(held)).message).toContain("loses orders");
  });
});

describe("a release is made once", () => {
  test("on a double click: one request returns 201, the other 409", async () => {
    const { next, current, versions } = await running("doubly");
    const body = { slug: next, expected_current: current.id };
    const answers = await Promise.all([post("doubly", body), post("doubly", body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("from two tabs, one after the other", async () => {
    const { next, current, versions } = await running("two-tabs");
    const body = { slug: next, expected_current: current.id };
    expect((await post("two-tabs", body)).status).toBe(201);
    const second = await post("two-tabs", body);
    expect(second.status).toBe(409);
    expect((await errorOf(second)).moved).toMatchObject([
      { current: { version: 3, commit: "cb6999d1a0244753" } },
    ]);
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("when the response is lost: it is found among the releases", async () => {
    const { next, current, versions } = await running("lost-answer");
    await fault({ drop_answer: true });
    const answer = await post("lost-answer", { slug: next, expected_current: current.id });
    expect(answer.status).toBe(201);
    expect(Release.parse(await answer.json())).toMatchObject({ version: 3, slug: { id: next } });
    await fault({ drop_answer: true });
    const now = (await releasesOf(dashboard.platform, "lost-answer")).at(-1);
    const back = await post("lost-answer", { release: current.id, expected_current: now?.id });
    expect(Release.parse(await back.json())).toMatchObject({ version: 4, description: "Rollback to v2" });
    expect(await versions()).toEqual([1, 2, 3, 4]);
  });

  test("when the response times out, and the user tries again meanwhile", async () => {
    const { next, current, versions } = await running("slow-answer");
    await fault({ delay_answer_ms: 5_000 });
    const body = { slug: next, expected_current: current.id };
    const [first, second] = await Promise.allSettled([
      createRelease(await actor(400), "slow-answer", body, quick),
      createRelease(await actor(400), "slow-answer", body, quick),
    ]);
    expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("not at all when the call never arrived: that is reported, and the next attempt sends", async () => {
    const { next, current, versions } = await running("never-sent");
    await fault({ drop: true });
    const body = { slug: next, expected_current: current.id };
    await expect(createRelease(await actor(), "never-sent", body, quick)).rejects.toMatchObject({
      id: "upstream_unavailable",
      message: expect.stringContaining("nothing was created: v2 is still the newest release of never-sent."),
    });
    expect(await versions()).toEqual([1, 2]);
    await createRelease(await actor(), "never-sent", body, quick);
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("when upstream is unreachable afterwards: the app stays locked until it is reachable", async () => {
    const { next, current, versions } = await running("unclear");
    await fault({ drop_answer: true });
    const body = { slug: next, expected_current: current.id };
    const looks = { ...quick, sendingMs: 60_000 };
    const { heroku: inner, user } = await actor();
    let sent = false;
    const heroku: typeof inner = {
      ...inner,
      request: async (endpoint, call) => {
        if (sent && endpoint === "releases")
          return inner.request("releases", { ...call, params: { app: "no-such-app" } });
        if (endpoint === "createRelease") sent = true;
        return inner.request(endpoint, call);
      },
    };
    await expect(createRelease({ heroku, user }, "unclear", body, looks)).rejects.toMatchObject({
      id: "upstream_timeout",
    });
    expect((await post("unclear", body)).status).toBe(409);
    await expect(
      createRelease(await actor(), "unclear", body, { ...quick, sendingMs: 0 }),
    ).rejects.toMatchObject({ id: "conflict", facts: { moved: [{ current: { version: 3 } }] } });
    expect(await versions()).toEqual([1, 2, 3]);
  });

  test("names the releases made between the check and the request", async () => {
    const { next, current } = await running("slipped");
    const { heroku: inner, user } = await actor();
    const heroku: typeof inner = {
      ...inner,
      request: async (endpoint, call) => {
        if (endpoint === "createRelease") {
          await dashboard.platform.call("PATCH", "/apps/slipped/config-vars", { body: { A: "1" } });
        }
        return inner.request(endpoint, call);
      },
    };
    const body = { slug: next, expected_current: current.id };
    const made = await createRelease({ heroku, user }, "slipped", body);
    expect(made).toMatchObject({
      version: 4,
      slipped_in: [{ version: 3, description: expect.stringContaining("A") }],
    });
  });
});
