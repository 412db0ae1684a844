import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { ben } from "@/local-platform/seed/people";
import { checkedCall, share, tokenFor } from "@/test/harness/platform/checked-call";
import { createPipeline } from "@/test/harness/platform/promotions";
import { createSlug, endedRelease, releaseSlug } from "@/test/harness/platform/slugs";
import { type CallOptions, startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Latest = z.array(z.object({ id: z.string(), app: z.object({ id: z.string() }) }));
const Releases = z.array(
  z.object({ app: z.object({ id: z.string() }), version: z.number(), status: z.string() }),
);

let platform: TestPlatform;
let pipeline: Awaited<ReturnType<typeof createPipeline<"staging" | "production">>>;
beforeAll(async () => {
  platform = await startPlatform();
  pipeline = await createPipeline(platform, "latest", { staging: "staging", production: "production" });
});
afterAll(() => platform.stop());

const list = <T>(schema: z.ZodType<T>, what: string, options?: CallOptions) =>
  checkedCall(platform, schema, 200, "GET", `/pipelines/${pipeline.pipeline}/latest-${what}`, options);
const versions = async (what: string) =>
  Object.fromEntries((await list(Releases, what)).map((item) => [item.app.id, item.version]));

test("a pipeline without builds has no latest builds, and its first releases deploy nothing", async () => {
  expect(await list(Latest, "builds")).toEqual([]);
  expect(await list(Latest, "deployments")).toEqual([]);
  expect(await list(Latest, "releases")).toHaveLength(2);
});

test("the latest release is the newest of its app; the latest deployment is the newest that changed the code", async () => {
  const [staging, production] = [pipeline.app("staging"), pipeline.app("production")];
  const first = await createSlug(platform, staging);
  await releaseSlug(platform, staging, first);
  await platform.call("PATCH", `/apps/${staging}/config-vars`, { body: { A: "1" } });
  await releaseSlug(platform, staging, first);
  expect(await versions("releases")).toEqual({ [staging]: 4, [production]: 1 });
  expect(await versions("deployments")).toEqual({ [staging]: 2 });

  const failing = await createSlug(platform, staging, { release: "false" });
  for (const version of [5, 6]) {
    const { id } = await releaseSlug(platform, staging, failing);
    await endedRelease(platform, staging, id);
    expect(await versions("deployments")).toEqual({ [staging]: version });
  }
  await platform.call("PATCH", `/apps/${staging}/config-vars`, { body: { A: "2" } });
  expect(await versions("releases")).toEqual({ [staging]: 7, [production]: 1 });
  expect(await versions("deployments")).toEqual({ [staging]: 6 });
});

test("the latest builds are the newest of each app", async () => {
  const body = { source_blob: { url: `${platform.objects}/sources/none` } };
  const Made = z.object({ id: z.string() });
  const path = `/apps/${pipeline.app("production")}/builds`;
  await checkedCall(platform, Made, 201, "POST", path, { body });
  const { id } = await checkedCall(platform, Made, 201, "POST", path, { body });
  expect(await list(Latest, "builds")).toEqual([{ id, app: { id: pipeline.app("production") } }]);
});

test("apps that the account cannot see are omitted", async () => {
  await share(platform, pipeline.app("staging"), ben.id, "read");
  const asBen = { token: await tokenFor(platform, ben.id) };
  for (const [what, count] of Object.entries({ builds: 0, releases: 1, deployments: 1 })) {
    expect(await list(Latest, what, asBen), what).toHaveLength(count);
  }
});
