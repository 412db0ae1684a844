import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import { createPipeline, outcome, promote } from "@/test/harness/platform/promotions";
import { createApp, createSlug, endedRelease, releaseSlug, releasesOf } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const DAY = 24 * 60 * 60_000;
const Failed = z.object({ id: z.string(), message: z.string() });
const Slug = z.object({
  id: z.string(),
  deleted_at: z.string().nullable(),
  blob: z.object({ url: z.string() }),
});

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform({ limits: { promotionMs: 0, keptReleases: 3 } });
});
afterAll(() => platform.stop());

const advance = async (ms: number) => {
  const answer = await platform.call("POST", "/_control/faults", { body: { advance_ms: ms } });
  expect(answer.status).toBe(201);
};
const slugOf = (app: string, slug: string) =>
  checkedCall(platform, Slug, 200, "GET", `/apps/${app}/slugs/${slug}`);
const statuses = async (app: string) =>
  (await releasesOf(platform, app)).map(({ version, status }) => `v${version} ${status}`);

/** Releases a slug of its own `count` times; returns the slugs, oldest first. */
async function releaseMany(app: string, count: number): Promise<string[]> {
  const slugs: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const slug = await createSlug(platform, app);
    await releaseSlug(platform, app, slug);
    slugs.push(slug);
  }
  return slugs;
}

test("releases expire once they are old and beyond the newest, regardless of outcome, and lose their slug", async () => {
  const { name: app } = await createApp(platform, "expires");
  const [first = ""] = await releaseMany(app, 1);
  const failing = await createSlug(platform, app, { release: "exit 1" });
  const failed = await releaseSlug(platform, app, failing);
  await endedRelease(platform, app, failed.id);
  const later = await releaseMany(app, 2);
  await advance(29 * DAY);
  expect(await statuses(app)).not.toContain("v2 expired");
  await advance(2 * DAY);
  // v1 has no code that could be destroyed.
  expect(await statuses(app)).toEqual([
    "v1 succeeded",
    "v2 expired",
    "v3 failed",
    "v4 succeeded",
    "v5 succeeded",
  ]);
  await releaseMany(app, 1);
  await advance(1);
  expect((await statuses(app)).slice(1, 4)).toEqual(["v2 expired", "v3 expired", "v4 succeeded"]);

  const [, expired] = await releasesOf(platform, app);
  expect(expired).toMatchObject({ slug: null, artifacts: [], current: false, eligible_for_rollback: false });
  for (const slug of [first, failing]) {
    const { deleted_at, blob } = await slugOf(app, slug);
    expect(deleted_at).not.toBeNull();
    expect((await fetch(blob.url)).status).toBe(404);
  }
  expect((await slugOf(app, later[0] ?? "")).deleted_at).toBeNull();
  const refuse = (status: number, body: unknown) =>
    checkedCall(platform, Failed, status, "POST", `/apps/${app}/releases`, { body });
  expect(await refuse(422, { release: expired?.id })).toMatchObject({ id: "invalid_params" });
  expect(await refuse(404, { slug: first })).toMatchObject({ id: "not_found" });
});

test("a current release does not expire, regardless of age and of newer failures", async () => {
  const { name: app } = await createApp(platform, "stays-current");
  await releaseMany(app, 1);
  const failing = await createSlug(platform, app, { release: "exit 1" });
  for (let made = 0; made < 4; made += 1) {
    const { id } = await releaseSlug(platform, app, failing);
    await endedRelease(platform, app, id);
  }
  await advance(40 * DAY);
  const releases = await releasesOf(platform, app);
  expect(releases[1]).toMatchObject({ status: "succeeded", current: true, slug: { id: expect.any(String) } });
  // The slug of a failed release is kept by a newer release of it.
  expect(releases.filter(({ status }) => status === "expired")).toEqual([]);
});

test("a slug that another app runs is kept, and its original release can still be promoted", async () => {
  const { pipeline, app } = await createPipeline(platform, "shared-slug", {
    staging: "staging",
    production: "production",
  });
  const [shared = ""] = await releaseMany(app("staging"), 1);
  const { id } = await promote(platform, { pipeline, source: app("staging"), targets: [app("production")] });
  await outcome(platform, id);
  const [other = ""] = await releaseMany(app("staging"), 1);
  await releaseMany(app("staging"), 3);
  await advance(31 * DAY);
  expect((await slugOf(app("staging"), shared)).deleted_at).toBeNull();
  expect((await slugOf(app("staging"), other)).deleted_at).not.toBeNull();
  const [, kept, gone] = await releasesOf(platform, app("staging"));
  expect([kept?.status, gone?.status]).toEqual(["succeeded", "expired"]);
  const body = {
    pipeline: { id: pipeline },
    source: { app: { id: app("staging") }, release: { id: gone?.id } },
    targets: [{ app: { id: app("production") } }],
  };
  await checkedCall(platform, Failed, 422, "POST", "/pipeline-promotions", { body });
});

test("a slug without releases is deleted after 30 days, but not content shared with another slug", async () => {
  const { name: app } = await createApp(platform, "unreleased");
  const unreleased = await createSlug(platform, app);
  await advance(29 * DAY);
  expect((await slugOf(app, unreleased)).deleted_at).toBeNull();
  const [running = ""] = await releaseMany(app, 1);
  await advance(2 * DAY);
  expect((await slugOf(app, unreleased)).deleted_at).not.toBeNull();
  expect((await fetch((await slugOf(app, running)).blob.url)).status).toBe(200);
});
