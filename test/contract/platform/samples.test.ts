import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { checkedCall } from "@/test/harness/platform/checked-call";
import { createApp, endedRelease, ShownRelease } from "@/test/harness/platform/slugs";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";
import { run } from "@/test/harness/tarballs";

const Source = z.object({ source_blob: z.object({ get_url: z.string(), put_url: z.string() }) });
const Build = z.object({ id: z.string(), release: z.object({ id: z.string() }).nullable() });

let platform: TestPlatform;
let folder: string;
beforeAll(async () => {
  platform = await startPlatform({ limits: { releaseBootMs: 3_000 } });
  folder = await mkdtemp(join(tmpdir(), "platform-samples-"));
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The release that a build of a sample makes. */
async function built(sample: string): Promise<{ app: string; release: ShownRelease }> {
  const { name: app } = await createApp(platform, sample);
  const file = join(folder, `${sample}.tgz`);
  run("tar", ["czf", file, "."], resolve("local-platform/seed/samples", sample));
  const { source_blob } = await checkedCall(platform, Source, 201, "POST", "/sources");
  await fetch(source_blob.put_url, { method: "PUT", body: await readFile(file) });
  const body = { source_blob: { url: source_blob.get_url } };
  const { id } = await checkedCall(platform, Build, 201, "POST", `/apps/${app}/builds`, { body });
  const released = async () =>
    (await checkedCall(platform, Build, 200, "GET", `/apps/${app}/builds/${id}`)).release?.id;
  await expect.poll(released, { timeout: 40_000, interval: 50 }).toBeDefined();
  const path = `/apps/${app}/releases/${await released()}`;
  return { app, release: await checkedCall(platform, ShownRelease, 200, "GET", path) };
}

test("a failing release phase: its output is 404 while the dyno boots, then contains the reason", async () => {
  const { app, release } = await built("hello-web-release-fails");
  const url = release.output_stream_url ?? "";
  expect((await fetch(url)).status).toBe(404);
  const ended = await endedRelease(platform, app, release.id);
  expect(ended).toMatchObject({ status: "failed", current: false });
  const output = await (await fetch(url)).text();
  expect(output).toContain("This migration fails on purpose.");
  expect(output).toContain("The release command exited with status 1. v2 did not become current.");
});

test("a slow release phase shows its progress", async () => {
  const { app, release } = await built("hello-web-release-slow");
  const url = release.output_stream_url ?? "";
  await expect.poll(async () => (await fetch(url)).status, { timeout: 10_000 }).toBe(200);
  const reader = (await fetch(url)).body?.getReader();
  let seen = "";
  while (!/\r.+ 2 %/.test(seen)) seen += Buffer.from((await reader?.read())?.value ?? []).toString();
  const pending = await checkedCall(
    platform,
    ShownRelease,
    200,
    "GET",
    `/apps/${app}/releases/${release.id}`,
  );
  expect(pending.status).toBe("pending");
  await reader?.cancel();
});
