import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ben } from "@/local-platform/seed/people";
import { seedSteps } from "@/local-platform/seed/plan";
import { seedAppsOnce } from "@/local-platform/seed/seed-apps";
import { checkedCall, tokenFor } from "@/test/harness/platform/checked-call";
import { releasesOf, type ShownRelease } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const samplesDir = resolve("local-platform/seed/samples");
const Named = z.object({ id: z.string(), name: z.string() });
const Couplings = z.array(z.object({ app: z.object({ id: z.string() }), stage: z.string() }));
const Slug = z.object({ commit: z.string() });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "platform-seed-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Stage by name of the app, as an account sees it; "hidden" for what it cannot see. */
async function stages(platform: TestPlatform, options: { token?: string } = {}): Promise<[string, string][]> {
  const path = "/pipelines/example-app/pipeline-couplings";
  const couplings = await checkedCall(platform, Couplings, 200, "GET", path, options);
  const body = { in: { id: couplings.map((coupling) => coupling.app.id) } };
  const apps = await checkedCall(platform, z.array(Named), 200, "POST", "/filters/apps", {
    body,
    ...options,
  });
  const nameOf = (id: string) => apps.find((app) => app.id === id)?.name ?? "hidden";
  return couplings
    .map(({ app, stage }): [string, string] => [stage, nameOf(app.id)])
    .sort((a, b) => `${a}`.localeCompare(`${b}`));
}

const commitOf = async (platform: TestPlatform, app: string, release: ShownRelease | undefined) =>
  (await checkedCall(platform, Slug, 200, "GET", `/apps/${app}/slugs/${release?.slug?.id}`)).commit.slice(
    0,
    7,
  );

test("production runs, by promotion, what staging ran two builds ago; Ben sees only staging", async () => {
  const platform = await startPlatform({ folder: join(folder, "new"), samplesDir });
  const newest = async (app: string) => (await releasesOf(platform, app)).at(-1);
  const staging = async () => {
    const release = await newest("example-app");
    return release?.current && release.slug ? commitOf(platform, "example-app", release) : null;
  };
  await expect.poll(staging, { timeout: 50_000 }).toBe("cb6999d");
  expect(await newest("example-app")).toMatchObject({ status: "succeeded" });
  expect((await newest("example-app"))?.output_stream_url).not.toBeNull();
  const first = (await releasesOf(platform, "example-app")).find((release) => release.slug);
  for (const app of ["example-app-production", "example-app-production-us"]) {
    const release = await newest(app);
    expect(await commitOf(platform, app, release)).toBe("4f2a91c");
    expect(release).toMatchObject({
      current: true,
      slug: first?.slug,
      description: `Promote example-app v${first?.version} 4f2a91c`,
    });
  }
  expect(await stages(platform)).toEqual([
    ["production", "example-app-production"],
    ["production", "example-app-production-us"],
    ["staging", "example-app"],
  ]);
  expect(await stages(platform, { token: await tokenFor(platform, ben.id) })).toEqual([
    ["production", "hidden"],
    ["production", "hidden"],
    ["staging", "example-app"],
  ]);
  await platform.stop();
});

test("a data folder seeded before pipelines existed gets one, and nothing is built again", async () => {
  const options = { folder: join(folder, "old") };
  const before = await startPlatform(options);
  const { context } = before.platform;
  await seedAppsOnce(context);
  const marks = seedSteps.filter((step) => "sample" in step).map(({ mark }) => mark);
  for (const key of [...marks, "seeded-build-3"]) {
    await context.db.insertInto("meta").values({ key, value: "a build that is gone" }).execute();
  }
  await before.call("DELETE", "/apps/example-app-production");
  await before.stop();
  for (const _ of ["once", "and again"]) {
    const after = await startPlatform({ ...options, samplesDir });
    expect(await stages(after)).toEqual([
      ["production", "example-app-production-us"],
      ["staging", "example-app"],
    ]);
    expect(await releasesOf(after, "example-app")).toHaveLength(2);
    await after.stop();
  }
});
