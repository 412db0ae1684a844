import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import { createPipeline, outcome, promote, readTargets } from "@/test/harness/platform/promotions";
import { createApp, createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Failed = z.object({ id: z.string(), message: z.string() });

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({ limits: { promotionMs: 0 } });
});
afterAll(() => platform.stop());
afterEach(async () => {
  await platform.call("DELETE", "/_control/faults");
});

async function control(body: unknown): Promise<number> {
  return (await platform.call("POST", "/_control/faults", { body })).status;
}

async function appWithSlug(name: string, release?: string) {
  const app = await createApp(platform, name);
  return { app: app.name, slug: await createSlug(platform, app.id, { release }) };
}

test("a second factor is required until the right code is given", async () => {
  const { app, slug } = await appWithSlug("two-factor");
  await control({ method: "POST", path: "/apps/*/releases", two_factor: "123456" });
  const send = (code?: string) =>
    platform.call("POST", `/apps/${app}/releases`, {
      body: { slug },
      headers: code === undefined ? {} : { "Heroku-Two-Factor-Code": code },
    });
  for (const code of [undefined, "654321"]) {
    const refused = await send(code);
    expect([refused.status, Failed.parse(await refused.json()).id]).toEqual([403, "two_factor"]);
  }
  expect((await platform.call("GET", `/apps/${app}/releases`)).status).toBe(200);
  expect((await send("123456")).status).toBe(201);
  expect(await releasesOf(platform, app)).toHaveLength(2);
  expect(await control({ two_factor: "12345" })).toBe(422);
});

test("a lost or late response still creates a release", async () => {
  const { app, slug } = await appWithSlug("lost-answer");
  const send = () => platform.call("POST", `/apps/${app}/releases`, { body: { slug } });
  await control({ method: "POST", path: "/apps/*/releases", drop_answer: true });
  await expect(send()).rejects.toThrow("fetch failed");
  expect(await releasesOf(platform, app)).toHaveLength(2);

  await control({ method: "POST", path: "/apps/*/releases", delay_answer_ms: 400 });
  const answer = send();
  await expect.poll(async () => (await releasesOf(platform, app)).length, { interval: 20 }).toBe(3);
  const unanswered = new Promise((resolve) => setTimeout(() => resolve("not yet"), 50));
  expect(await Promise.race([answer, unanswered])).toBe("not yet");
  expect((await answer).status).toBe(201);
});

test("a promotion's releases can be delayed", async () => {
  const { pipeline, app } = await createPipeline(platform, "held-back", {
    staging: "staging",
    production: "production",
  });
  await releaseSlug(platform, app("staging"), await createSlug(platform, app("staging")));
  const order = { pipeline, source: app("staging"), targets: [app("production")] };
  await control({ promotion_delay_ms: 400 });
  const before = performance.now();
  const { id } = await promote(platform, order);
  expect(await readTargets(platform, id)).toMatchObject([{ status: "pending", release: null }]);
  expect((await outcome(platform, id)).get(app("production"))).toMatchObject({ status: "succeeded" });
  expect(performance.now() - before).toBeGreaterThan(390);
});

test("the output stream of a release phase is 404 until its dyno has booted", async () => {
  const { app, slug } = await appWithSlug("late-stream", "echo migrating");
  await control({ release_boot_ms: 2_000 });
  const { id, output_stream_url } = await releaseSlug(platform, app, slug);
  const early = await fetch(output_stream_url ?? "");
  expect([early.status, await early.text()]).toEqual([404, "Channel is not registered.\n"]);
  await endedRelease(platform, app, id);
  expect(await (await fetch(output_stream_url ?? "")).text()).toBe("migrating\n");
});

test("a release that runs its phase, waits or has ended can expire; the current one cannot", async () => {
  const { app, slug } = await appWithSlug("expiring", "sleep 600");
  const plain = await releaseSlug(platform, app, await createSlug(platform, app));
  const [running, waiting] = [await releaseSlug(platform, app, slug), await releaseSlug(platform, app, slug)];
  for (const { id } of [waiting, running]) {
    expect(await control({ expire_release: id })).toBe(201);
    expect(await endedRelease(platform, app, id)).toMatchObject({
      status: "expired",
      current: false,
      eligible_for_rollback: false,
    });
    const options = { body: { release: id } };
    await checkedCall(platform, Failed, 422, "POST", `/apps/${app}/releases`, options);
  }
  expect(await control({ expire_release: plain.id })).toBe(422);
  await releaseSlug(platform, app, await createSlug(platform, app));
  expect(await control({ expire_release: plain.id })).toBe(201);
  expect(await control({ expire_release: crypto.randomUUID() })).toBe(404);
  expect((await releasesOf(platform, app)).map((release) => release.status)).toEqual([
    "succeeded",
    "expired",
    "expired",
    "expired",
    "succeeded",
  ]);
});

test("a promotion's target fails when its release expires", async () => {
  const { pipeline, app } = await createPipeline(platform, "expired-target", {
    staging: "staging",
    production: "production",
  });
  const slug = await createSlug(platform, app("staging"), { release: 'test -z "$SLOW" || sleep 600' });
  const { id } = await releaseSlug(platform, app("staging"), slug);
  await endedRelease(platform, app("staging"), id);
  await platform.call("PATCH", `/apps/${app("production")}/config-vars`, { body: { SLOW: "1" } });
  const order = { pipeline, source: app("staging"), targets: [app("production")] };
  const promotion = await promote(platform, order);
  const release = async () => (await readTargets(platform, promotion.id))[0]?.release?.id;
  await expect.poll(release).toBeDefined();
  await control({ expire_release: await release() });
  expect((await outcome(platform, promotion.id)).get(app("production"))).toMatchObject({
    status: "failed",
    error_message: "release expired",
  });
});
