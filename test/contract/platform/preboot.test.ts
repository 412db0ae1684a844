import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import { createApp } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Feature = z.object({ id: z.string(), name: z.string(), enabled: z.boolean(), updated_at: z.string() });

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

test("preboot is off, is turned on and off, by name or id", async () => {
  const { name: app } = await createApp(platform, "prebooted");
  const path = `/apps/${app}/features/preboot`;
  const read = () => checkedCall(platform, Feature, 200, "GET", path);
  const { id, enabled } = await read();
  expect(enabled).toBe(false);
  const turn = (on: boolean) => checkedCall(platform, Feature, 200, "PATCH", path, { body: { enabled: on } });
  expect((await turn(true)).enabled).toBe(true);
  expect(await checkedCall(platform, Feature, 200, "GET", `/apps/${app}/features/${id}`)).toEqual(
    await read(),
  );
  const list = await checkedCall(platform, z.array(Feature), 200, "GET", `/apps/${app}/features`);
  expect(list).toEqual([await read()]);
  expect((await turn(false)).enabled).toBe(false);
});

test("unknown features and apps are 404, and `enabled` is required", async () => {
  const { name: app } = await createApp(platform, "not-prebooted");
  expect((await platform.call("GET", `/apps/${app}/features/http-session-affinity`)).status).toBe(404);
  expect((await platform.call("PATCH", `/apps/${app}/features/preboot`, { body: {} })).status).toBe(422);
  const stranger = await platform.call("PATCH", "/apps/nobody/features/preboot", { body: { enabled: true } });
  expect(stranger.status).toBe(404);
});
