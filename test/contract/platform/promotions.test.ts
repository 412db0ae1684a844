import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ben } from "@/local-platform/seed/people";
import { checkedCall, share, tokenFor } from "@/test/harness/platform/checked-call";
import { createPipeline, orderOf, outcome, promote, readTargets } from "@/test/harness/platform/promotions";
import { createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Failed = z.object({ id: z.string(), message: z.string() });
const stages = { staging: "staging", eu: "production", us: "production" };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({ limits: { promotionMs: 150 } });
});
afterAll(() => platform.stop());

/** A pipeline whose staging app runs a slug. */
async function released(name: string, options: Parameters<typeof createSlug>[2] = {}) {
  const { pipeline, app } = await createPipeline(platform, name, stages);
  const slug = await createSlug(platform, app("staging"), options);
  const { id } = await releaseSlug(platform, app("staging"), slug);
  const release = await endedRelease(platform, app("staging"), id);
  return { pipeline, app, slug, release };
}

test("each target gets one release of the source's slug, after a delay", async () => {
  const { pipeline, app, slug, release } = await released("moment", {
    release: "echo migrating",
    commit: "cb6999d1a0244753",
  });
  const order = { pipeline, source: app("staging"), targets: [app("eu"), app("us")] };
  const made = await promote(platform, order);
  expect(made).toMatchObject({ status: "pending", source: { release: { id: release.id } } });
  const early = await readTargets(platform, made.id);
  expect(early.map((target) => [target.status, target.release])).toEqual([
    ["pending", null],
    ["pending", null],
  ]);
  const ended = await outcome(platform, made.id);
  for (const target of order.targets) {
    const { status, error_message, release: own } = ended.get(target) ?? {};
    expect([status, error_message]).toEqual(["succeeded", null]);
    const [first, second, ...more] = await releasesOf(platform, target);
    expect(first?.current).toBe(false);
    expect(second).toMatchObject({
      id: own?.id,
      version: 2,
      status: "succeeded",
      current: true,
      description: `Promote moment-staging v${release.version} cb6999d`,
      slug: { id: slug },
    });
    expect(await (await fetch(second?.output_stream_url ?? "")).text()).toBe("migrating\n");
    expect(more).toEqual([]);
  }
});

test("a failing release phase affects only its target", async () => {
  const { pipeline, app } = await released("partly", { release: 'test -z "$BROKEN"' });
  await platform.call("PATCH", `/apps/${app("us")}/config-vars`, { body: { BROKEN: "1" } });
  const made = await promote(platform, {
    pipeline,
    source: app("staging"),
    targets: [app("us"), app("eu")],
  });
  const ended = await outcome(platform, made.id);
  expect(ended.get(app("us"))).toMatchObject({ status: "failed", error_message: "release command failed" });
  expect(ended.get(app("eu"))).toMatchObject({ status: "succeeded", error_message: null });
  const newest = (await releasesOf(platform, app("us"))).at(-1);
  expect(newest).toMatchObject({ status: "failed", current: false, eligible_for_rollback: false });
});

test("an older release can be promoted by its id", async () => {
  const { pipeline, app, slug, release } = await released("older");
  await releaseSlug(platform, app("staging"), await createSlug(platform, app("staging")));
  const order = { pipeline, source: app("staging"), release: release.id, targets: [app("eu")] };
  await outcome(platform, (await promote(platform, order)).id);
  expect((await releasesOf(platform, app("eu"))).at(-1)?.slug).toEqual({ id: slug });
});

test("a target without permission fails alone, without a release", async () => {
  const { pipeline, app } = await released("forbidden");
  await share(platform, app("staging"), ben.id, "write");
  await share(platform, app("us"), ben.id, "read");
  const asBen = { token: await tokenFor(platform, ben.id) };
  const order = { pipeline, source: app("staging"), targets: [app("eu"), app("us")] };
  const ended = await outcome(platform, (await promote(platform, order, asBen)).id);
  for (const target of order.targets) {
    expect(ended.get(target)).toMatchObject({
      status: "failed",
      release: null,
      error_message: "User does not have access to that app",
    });
    expect(await releasesOf(platform, target)).toHaveLength(1);
  }
});

test("an invalid promotion is refused, and nothing is released", async () => {
  const { pipeline, app, release } = await released("refused");
  const other = await released("refused-other");
  const failing = await createSlug(platform, app("staging"), { release: "false" });
  const failed = await releaseSlug(platform, app("staging"), failing);
  await endedRelease(platform, app("staging"), failed.id);
  const [initial] = await releasesOf(platform, app("staging"));
  const fits = { pipeline, source: app("staging"), release: release.id, targets: [app("eu")] };
  const refused = async (status: number, change: Partial<typeof fits>, token?: string) => {
    const body = orderOf({ ...fits, ...change });
    const options = token === undefined ? { body } : { body, token };
    const { id } = await checkedCall(platform, Failed, status, "POST", "/pipeline-promotions", options);
    expect(id).toBe({ 403: "forbidden", 404: "not_found", 422: "invalid_params" }[status]);
  };
  await refused(422, { targets: [] });
  await refused(422, { targets: [app("staging")] });
  await refused(422, { targets: [app("eu"), app("eu")] });
  await refused(422, { targets: [app("eu"), other.app("eu")] });
  await refused(422, { source: app("eu"), targets: [app("staging")] });
  await refused(422, { release: failed.id });
  await refused(422, { release: initial?.id });
  await refused(422, { release: other.release.id });
  await refused(404, { pipeline: app("eu") });
  await refused(404, { source: pipeline });
  const token = await tokenFor(platform, ben.id);
  await refused(404, {}, token);
  await share(platform, app("us"), ben.id, "write");
  await refused(404, {}, token);
  await share(platform, app("staging"), ben.id, "read");
  await refused(403, {}, token);
  expect(await releasesOf(platform, app("eu"))).toHaveLength(1);
});

test("a target that is deleted meanwhile fails, and the promotion completes", async () => {
  const { pipeline, app } = await released("deleted");
  const order = { pipeline, source: app("staging"), targets: [app("eu"), app("us")] };
  const made = await promote(platform, order);
  await platform.call("DELETE", `/apps/${app("us")}`);
  const ended = await outcome(platform, made.id);
  expect(ended.get(app("us"))).toMatchObject({ status: "failed", error_message: "The app was deleted" });
  expect(ended.get(app("eu"))).toMatchObject({ status: "succeeded" });
});
