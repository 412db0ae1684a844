import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";
import { run } from "@/test/harness/tarballs";

const Source = z.object({ source_blob: z.object({ get_url: z.string(), put_url: z.string() }) });
const Build = z.object({
  id: z.string(),
  status: z.string(),
  output_stream_url: z.string(),
  release: z.object({ id: z.string() }).nullable(),
});
const Release = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  current: z.boolean(),
  description: z.string(),
});
const Slug = z.object({ id: z.string(), blob: z.object({ url: z.string() }) });

let platform: TestPlatform;
let folder: string;

beforeAll(async () => {
  platform = await startPlatform({ limits: { heartbeatMs: 100 } });
  folder = await mkdtemp(join(tmpdir(), "platform-run-"));
});
afterAll(async () => {
  await platform.stop();
  await rm(folder, { recursive: true, force: true });
});

async function answer<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T> {
  const response = await platform.call(method, path, { body });
  return schema.parse(await response.json());
}

/** What the app answers through the router. */
function visit(app: string): Promise<{ status: number; text: string }> {
  return new Promise((done, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: platform.ports.apps,
        headers: { Host: `${app}.localhost:${platform.ports.apps}` },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        response.on("end", () => done({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on("error", reject).end();
  });
}

async function upload(sample: string): Promise<string> {
  const file = join(folder, `${sample}.tgz`);
  run("tar", ["czf", file, "."], resolve("local-platform/seed/samples", sample));
  const { source_blob } = await answer(Source, "POST", "/sources");
  expect((await fetch(source_blob.put_url, { method: "PUT", body: await readFile(file) })).status).toBe(200);
  return source_blob.get_url;
}

test("a tarball becomes a build, a release and a running app; the output follows it live", async () => {
  await platform.call("POST", "/apps", { body: { name: "hello" } });
  expect((await visit("hello")).status).toBe(503);
  const source_blob = { url: await upload("hello-web"), version: "cb6999d1a0244753" };
  const begun = await answer(Build, "POST", "/apps/hello/builds", { source_blob });
  await expect.poll(async () => (await fetch(begun.output_stream_url)).status, { timeout: 20_000 }).toBe(200);
  const output = (await (await fetch(begun.output_stream_url)).text()).replaceAll("\0", "");
  expect(output).toContain("-----> Node.js app detected");
  await expect
    .poll(async () => (await answer(Build, "GET", `/apps/hello/builds/${begun.id}`)).status, {
      timeout: 30_000,
    })
    .toBe("succeeded");
  const release = await answer(Release, "GET", "/apps/hello/releases/2");
  expect(release).toMatchObject({ description: "Deploy cb6999d1", status: "succeeded", current: true });
  await expect.poll(async () => (await visit("hello")).text, { timeout: 30_000 }).toContain("Hello World");

  const whole = await (await fetch(begun.output_stream_url)).text();
  const resumed = await fetch(begun.output_stream_url, { headers: { "Last-Event-Id": "40" } });
  expect(await resumed.text()).toBe(Buffer.from(whole).subarray(40).toString());
  const beyond = { "Last-Event-Id": String(Buffer.byteLength(whole)) };
  expect((await fetch(begun.output_stream_url, { headers: beyond })).status).toBe(204);
  const result = await answer(
    z.object({ exit_code: z.literal(0), lines: z.array(z.object({ stream: z.string(), line: z.string() })) }),
    "GET",
    `/apps/hello/builds/${begun.id}/result`,
  );
  expect(result.lines.map((line) => line.line).join("")).toBe(whole);
  expect((await platform.call("DELETE", `/apps/hello/builds/${begun.id}`)).status).toBe(422);
});

test("a slug from scratch: registered, PUT, released, copied to another app, rolled back", async () => {
  const app = join(folder, "app");
  await mkdir(app);
  await cp(resolve("local-platform/seed/samples/hello-web"), app, { recursive: true });
  await writeFile(
    join(app, "web.js"),
    'require("http").createServer((q, r) => r.end("Hello from a slug\\n")).listen(process.env.PORT);\n',
  );
  await rm(join(app, "package.json"), { force: true });
  run("tar", ["czf", "slug.tgz", "./app"], folder);
  for (const name of ["scratch", "scratch-production"])
    await platform.call("POST", "/apps", { body: { name } });

  const slug = await answer(Slug, "POST", "/apps/scratch/slugs", { process_types: { web: "node web.js" } });
  expect((await platform.call("POST", "/apps/scratch/releases", { body: { slug: slug.id } })).status).toBe(
    422,
  );
  const body = await readFile(join(folder, "slug.tgz"));
  expect((await fetch(slug.blob.url, { method: "PUT", body })).status).toBe(200);
  expect(await answer(Release, "POST", "/apps/scratch/releases", { slug: slug.id })).toMatchObject({
    version: 2,
  });
  await expect
    .poll(async () => (await visit("scratch")).text, { timeout: 30_000 })
    .toBe("Hello from a slug\n");

  await answer(Release, "POST", "/apps/scratch-production/releases", {
    slug: slug.id,
    description: "Copied",
  });
  await expect
    .poll(async () => (await visit("scratch-production")).text, { timeout: 30_000 })
    .toBe("Hello from a slug\n");

  await platform.call("PATCH", "/apps/scratch/config-vars", { body: { A: "1" } });
  const { id } = await answer(Release, "GET", "/apps/scratch/releases/2");
  const back = await answer(Release, "POST", "/apps/scratch/releases", { release: id });
  expect(back).toMatchObject({ version: 4, description: "Rollback to v2" });
  expect(await answer(z.record(z.string(), z.string()), "GET", "/apps/scratch/config-vars")).toEqual({});
  const initial = await answer(Release, "GET", "/apps/scratch/releases/1");
  expect(
    (await platform.call("POST", "/apps/scratch/releases", { body: { release: initial.id } })).status,
  ).toBe(422);
});

test("the router names the app that it could not reach, and why", async () => {
  expect((await visit("no-such-app")).status).toBe(404);
  expect((await visit("no-such-app")).text).toContain("No such app");
});
