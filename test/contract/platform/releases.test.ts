import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import {
  createApp,
  createSlug,
  endedRelease,
  releaseSlug,
  releasesOf,
  ShownRelease,
} from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Vars = z.record(z.string(), z.string());
const Failed = z.object({ id: z.string(), message: z.string() });

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const released = (app: string, body: { slug: string } | { release: string }) =>
  checkedCall(platform, ShownRelease, 201, "POST", `/apps/${app}/releases`, { body });
const refused = (app: string, body: unknown) =>
  checkedCall(platform, Failed, 422, "POST", `/apps/${app}/releases`, { body });
const setVars = (app: string, body: Record<string, string | null>) =>
  checkedCall(platform, Vars, 200, "PATCH", `/apps/${app}/config-vars`, { body });
const varsOf = (app: string, release: string | number) =>
  checkedCall(platform, Vars, 200, "GET", `/apps/${app}/releases/${release}/config-vars`);

test("a rollback restores code and config vars as a new version, and runs the release phase again", async () => {
  const { name: app } = await createApp(platform, "rolled-back");
  await setVars(app, { GREETING: "hello" });
  const old = await releaseSlug(
    platform,
    app,
    await createSlug(platform, app, { release: 'echo "$GREETING"' }),
  );
  await endedRelease(platform, app, old.id);
  await setVars(app, { GREETING: "goodbye", MORE: "1" });
  await releaseSlug(platform, app, await createSlug(platform, app));

  const made = await released(app, { release: old.id });
  expect(made).toMatchObject({
    version: 6,
    status: "pending",
    current: false,
    description: "Rollback to v3",
  });
  const ended = await endedRelease(platform, app, made.id);
  expect(ended).toMatchObject({
    status: "succeeded",
    current: true,
    slug: old.slug,
    artifacts: old.artifacts,
  });
  expect(await (await fetch(ended.output_stream_url ?? "")).text()).toBe("hello\n");
  expect(await checkedCall(platform, Vars, 200, "GET", `/apps/${app}/config-vars`)).toEqual({
    GREETING: "hello",
  });
  expect(await varsOf(app, 6)).toEqual({ GREETING: "hello" });
  expect(await varsOf(app, 5)).toEqual({ GREETING: "goodbye", MORE: "1" });
});

test("only releases that succeeded and have code are eligible for rollback", async () => {
  const { name: app } = await createApp(platform, "eligible");
  const good = await releaseSlug(platform, app, await createSlug(platform, app));
  const bad = await releaseSlug(platform, app, await createSlug(platform, app, { release: "exit 3" }));
  await endedRelease(platform, app, bad.id);
  expect(
    (await releasesOf(platform, app)).map(({ version, eligible_for_rollback }) => [
      version,
      eligible_for_rollback,
    ]),
  ).toEqual([
    [1, false],
    [2, true],
    [3, false],
  ]);
  await refused(app, { release: bad.id });
  await refused(app, { release: "1" });
  await refused(app, { release: good.id, slug: good.slug?.id });
  await refused(app, {});
  expect(await releasesOf(platform, app)).toHaveLength(3);
});

test("a release whose phase failed is retried by releasing its slug again", async () => {
  const { name: app } = await createApp(platform, "retried");
  const slug = await createSlug(platform, app, { release: 'test -n "$READY"' });
  const failed = await releaseSlug(platform, app, slug);
  expect(await endedRelease(platform, app, failed.id)).toMatchObject({
    status: "failed",
    slug: { id: slug },
  });
  const { READY } = await setVars(app, { READY: "1" });
  expect(READY).toBe("1");
  const retry = await released(app, { slug });
  expect(await endedRelease(platform, app, retry.id)).toMatchObject({ status: "succeeded", current: true });
});

test("a slug of another app can be released, and is found through the app that released it", async () => {
  const [from, to] = [await createApp(platform, "slug-from"), await createApp(platform, "slug-to")];
  const slug = await createSlug(platform, from.id);
  const path = `/apps/${to.id}/slugs/${slug}`;
  expect((await platform.call("GET", path)).status).toBe(404);
  expect(await released(to.name, { slug })).toMatchObject({
    slug: { id: slug },
    artifacts: [{ type: "slug", id: slug }],
  });
  await checkedCall(platform, z.object({ id: z.literal(slug) }), 200, "GET", path);
});
