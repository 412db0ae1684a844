import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startPlatform, type TestPlatform } from "@/test/harness/platform/test-platform";

const Source = z.object({ source_blob: z.object({ get_url: z.string(), put_url: z.string() }) });
const Slug = z.object({
  id: z.string(),
  checksum: z.string().nullable(),
  size: z.number().nullable(),
  blob: z.object({ method: z.string(), url: z.string() }),
});

let time = Date.parse("2026-11-21T04:12:00Z");
let platform: TestPlatform;

beforeAll(async () => {
  platform = await startPlatform({
    now: () => new Date(time),
    limits: { sourceBytes: 100_000, slugBytes: 50_000 },
  });
  await platform.call("POST", "/apps", { body: { name: "stored" } });
});
afterAll(() => platform.stop());

type Put = { status: number; body: string };

/** PUTs with exactly these headers; without a Content-Length node sends chunks. */
function put(url: string, body: Buffer, headers: Record<string, string | number> = {}): Promise<Put> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "PUT", headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      );
    });
    sent.on("error", reject);
    if (!("Content-Length" in headers)) sent.setHeader("Transfer-Encoding", "chunked");
    sent.end(body);
  });
}

async function newSource() {
  return Source.parse(await (await platform.call("POST", "/sources")).json()).source_blob;
}

const bytes = Buffer.from("the tarball's bytes");
const length = { "Content-Length": bytes.length };

test("GET returns what was PUT", async () => {
  const { put_url, get_url } = await newSource();
  expect((await fetch(get_url)).status).toBe(404);
  expect(await put(put_url, bytes, length)).toEqual({ status: 200, body: "" });
  const got = await fetch(get_url);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(bytes);
});

test("refuses what S3 refuses, with its XML", async () => {
  const { put_url } = await newSource();
  const refusals: [number, string, Promise<Put>][] = [
    [501, "NotImplemented", put(put_url, bytes)],
    [403, "SignatureDoesNotMatch", put(put_url, bytes, { ...length, "Content-Type": "application/gzip" })],
    [400, "InvalidArgument", put(put_url, bytes, { ...length, Authorization: "Bearer x" })],
    [403, "SignatureDoesNotMatch", put(put_url.replace(/.$/, "x"), bytes, length)],
    [400, "EntityTooLarge", put(put_url, Buffer.alloc(100_001), { "Content-Length": 100_001 })],
  ];
  for (const [status, code, answer] of refusals) {
    const { status: given, body } = await answer;
    expect([given, /<Code>(\w+)<\/Code>/.exec(body)?.[1]]).toEqual([status, code]);
  }
  expect((await put(put_url, bytes)).body).toContain("<Header>Transfer-Encoding</Header>");
});

test("both URLs expire after an hour", async () => {
  const { put_url, get_url } = await newSource();
  await put(put_url, bytes, length);
  time += 60 * 60_000;
  const { status, body } = await put(put_url, bytes, length);
  expect([status, body.includes("Request has expired")]).toEqual([403, true]);
  expect((await fetch(get_url)).status).toBe(403);
});

test("an aborted PUT leaves nothing", async () => {
  const { put_url, get_url } = await newSource();
  await new Promise<void>((resolve) => {
    const sent = request(put_url, { method: "PUT", headers: { "Content-Length": 90_000 } });
    sent.on("error", () => resolve());
    sent.write(Buffer.alloc(50_000), () => sent.destroy(new Error("gone")));
  });
  expect((await fetch(get_url)).status).toBe(404);
  const aside = join(platform.folder, "data", "blobs", "aside");
  await expect.poll(() => readdir(aside)).toEqual([]);
});

test("a slug gets checksum and size from its upload, and keeps its content", async () => {
  const made = await platform.call("POST", "/apps/stored/slugs", {
    body: { process_types: { web: "node web.js" } },
  });
  const slug = Slug.parse(await made.json());
  expect([slug.blob.method, slug.size]).toEqual(["put", null]);
  expect((await put(slug.blob.url, bytes, length)).status).toBe(200);
  expect((await put(slug.blob.url, bytes, length)).status).toBe(200);
  expect((await put(slug.blob.url, Buffer.from("other"), { "Content-Length": 5 })).body).toContain(
    "BadDigest",
  );
  const info = Slug.parse(await (await platform.call("GET", `/apps/stored/slugs/${slug.id}`)).json());
  expect(info.size).toBe(bytes.length);
  expect(info.checksum).toMatch(/^SHA256:[0-9a-f]{64}$/);
  expect(await (await fetch(info.blob.url)).text()).toBe(bytes.toString());
});

test("a slug that does not match its registered checksum is refused", async () => {
  const body = { process_types: { web: "x" }, checksum: `SHA256:${"0".repeat(64)}` };
  const slug = Slug.parse(await (await platform.call("POST", "/apps/stored/slugs", { body })).json());
  const { status, body: xml } = await put(slug.blob.url, bytes, length);
  expect([status, xml.includes("BadDigest")]).toEqual([400, true]);
  expect((await platform.call("POST", "/apps/stored/releases", { body: { slug: slug.id } })).status).toBe(
    422,
  );
});
