import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import * as blobDoor from "@/app/api/apps/[app]/slugs/[slug]/blob/route";
import * as slugDoor from "@/app/api/apps/[app]/slugs/[slug]/route";
import * as slugsDoor from "@/app/api/apps/[app]/slugs/route";
import { ApiError } from "@/lib/schemas/error";
import { Slug } from "@/lib/schemas/slug";
import { createApp } from "@/lib/server/heroku/apps";
import { listReleases } from "@/lib/server/heroku/releases";
import { putSlugContent } from "@/lib/server/slugs/upload-slug";
import { db } from "@/lib/server/store/db";
import { counted, type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import { textEntry, tgz } from "@/test/harness/tarballs";

type Bytes = Uint8Array<ArrayBuffer>;

const COMMIT = "cb6999d1a0244753cf89813207ad53ad906a1461";
const SERVER = `require("node:http").createServer((_, answer) => answer.end("from a slug")).listen(process.env.PORT);`;

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
  await createApp(dashboard.heroku, { name: "scratch" });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

const slugTarball = () =>
  tgz([textEntry("./app/server.js", SERVER), textEntry("./app/Procfile", "web: node server.js\n")]);
const checksumOf = (bytes: Bytes) => `SHA256:${createHash("sha256").update(bytes).digest("hex")}`;

async function register(body: Record<string, unknown>): Promise<Slug> {
  const answer = await dashboard.request(slugsDoor.POST, { app: "scratch" }, { method: "POST", body });
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  expect(text).not.toMatch(/https?:|X-Amz|"blob"/);
  return Slug.parse(JSON.parse(text));
}

const put = (slug: string, raw: Bytes, headers: Record<string, string> = {}, app = "scratch") =>
  dashboard.request(
    blobDoor.PUT,
    { app, slug },
    { method: "PUT", raw, headers: { "content-length": String(raw.length), ...headers } },
  );

const refused = async (answer: Response) => {
  const error = ApiError.parse(await answer.json());
  return [answer.status, error.id];
};

describe("a slug from scratch", () => {
  test("is registered, uploaded and released", async () => {
    const bytes = await slugTarball();
    const wanted = {
      process_types: { web: "node server.js", "my-worker_2": "node server.js" },
      commit: COMMIT,
      commit_description: "By hand",
      checksum: checksumOf(bytes),
      stack: "heroku-24",
    };
    const slug = await register(wanted);
    expect(slug).toMatchObject({ ...wanted, stack: { name: "heroku-24" }, size: null });

    const answer = await put(slug.id, bytes);
    expect(answer.status).toBe(200);
    expect(Slug.parse(await answer.json())).toMatchObject({ id: slug.id, size: bytes.length });

    const body = { slug: slug.id };
    expect((await dashboard.platform.call("POST", "/apps/scratch/releases", { body })).status).toBe(201);
    const page = async () => {
      const { items } = await listReleases(dashboard.heroku, "scratch");
      return items[0]?.current && items[0].slug?.id;
    };
    await expect.poll(page, { timeout: 20_000 }).toBe(slug.id);
  });

  test("stores its upload address encrypted, and only until the upload", async () => {
    const { id } = await register({ process_types: { web: "node server.js" } });
    const rows = await db().selectFrom("slug_uploads").selectAll().where("slug_id", "=", id).execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.put_url).not.toMatch(/:\/\/|X-Amz-Signature/);
    await put(id, await slugTarball());
    expect(await db().selectFrom("slug_uploads").selectAll().where("slug_id", "=", id).execute()).toEqual([]);
    expect(await refused(await put(id, await slugTarball()))).toEqual([404, "not_found"]);
  });

  test("rejects an upload by another account or for another app", async () => {
    await createApp(dashboard.heroku, { name: "another" });
    const bytes = await slugTarball();
    const { id } = await register({ process_types: { web: "node server.js" } });
    expect(await refused(await put(id, bytes, {}, "another"))).toEqual([404, "not_found"]);
    const { heroku } = counted(dashboard, { accountId: crypto.randomUUID() });
    const content = { body: null, contentLength: String(bytes.length), signal: new AbortController().signal };
    await expect(putSlugContent(heroku, "scratch", id, content)).rejects.toMatchObject({ id: "not_found" });
  });

  test.each<[string, () => Promise<Bytes>, Record<string, string>, number, string]>([
    ["no length", slugTarball, { "content-length": "" }, 411, "length_required"],
    ["a source instead of a slug", () => tgz([textEntry("server.js", SERVER)]), {}, 422, "not_a_slug"],
    ["a file named app", () => tgz([textEntry("app", SERVER)]), {}, 422, "not_a_slug"],
    ["something else", async () => new TextEncoder().encode("no gzip"), {}, 422, "not_gzip"],
    ["half of it", async () => (await slugTarball()).slice(0, -20), {}, 422, "truncated_tarball"],
    ["a way out", () => tgz([textEntry("app/../../x", SERVER)]), {}, 422, "unsafe_tarball"],
  ])("is refused with %s, and can be sent again", async (_what, bytes, headers, status, id) => {
    const slug = await register({ process_types: { web: "node server.js" } });
    expect(await refused(await put(slug.id, await bytes(), headers))).toEqual([status, id]);
    expect((await put(slug.id, await slugTarball())).status).toBe(200);
  });

  test("reports bytes that do not match its checksum", async () => {
    const { id } = await register({
      process_types: { web: "node server.js" },
      checksum: checksumOf(await slugTarball()),
    });
    const other = await tgz([textEntry("app/other.js", SERVER)]);
    expect(await refused(await put(id, other))).toEqual([422, "checksum_mismatch"]);
  });

  test("reports an expired address and a refusal of the storage", async () => {
    const { id } = await register({ process_types: { web: "node server.js" } });
    const body = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    await dashboard.fault({ port: "objects", method: "PUT", status: 403, body, times: 1 });
    expect(await refused(await put(id, await slugTarball()))).toEqual([422, "upload_expired"]);
    await dashboard.fault({ port: "objects", method: "PUT", status: 503, times: 1 });
    expect(await refused(await put(id, await slugTarball()))).toEqual([502, "storage_refused"]);
  });

  test.each([
    [{ process_types: {} }, /process_types: name at least one/],
    [{ process_types: { "no spaces": "x" } }, /process_types.*letters, digits/],
    [{ process_types: { web: " " } }, /process_types.web: say what it runs/],
    [{ process_types: { web: "x" }, checksum: "abc" }, /checksum.*64 hexadecimal digits/],
    [{ process_types: { web: "x" }, blob: { url: "https://evil.example" } }, /blob/],
  ])("is not registered as %j", async (body, says) => {
    const answer = await dashboard.request(slugsDoor.POST, { app: "scratch" }, { method: "POST", body });
    expect(answer.status).toBe(400);
    expect(ApiError.parse(await answer.json()).message).toMatch(says);
  });
});

describe("the download of a slug", () => {
  test("has exactly its bytes, a length and a file name", async () => {
    const bytes = await tgz([
      textEntry("./app/server.js", SERVER),
      { header: { name: "./app/noise", size: 3_000_000 }, body: noise(3_000_000) },
    ]);
    const { id } = await register({ process_types: { web: "node server.js" }, commit: COMMIT });
    await put(id, bytes);
    const answer = await dashboard.request(blobDoor.GET, { app: "scratch", slug: id });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/gzip",
      "content-length": String(bytes.length),
      "content-disposition": 'attachment; filename="scratch-cb6999d.tgz"',
      "cache-control": expect.stringContaining("no-store"),
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test("is 404 for a slug without content or of another app", async () => {
    const { id } = await register({ process_types: { web: "node server.js" } });
    expect(await refused(await dashboard.request(blobDoor.GET, { app: "scratch", slug: id }))).toEqual([
      404,
      "not_found",
    ]);
    await createApp(dashboard.heroku, { name: "stranger" });
    for (const door of [blobDoor.GET, slugDoor.GET])
      expect(await refused(await dashboard.request(door, { app: "stranger", slug: id }))).toEqual([
        404,
        "not_found",
      ]);
  });

  test("does not follow an address on a host that is not allowed", async () => {
    const { id } = await register({ process_types: { web: "node server.js" } });
    const upstream = await dashboard.platform.call("GET", `/apps/scratch/slugs/${id}`);
    const slug = z.record(z.string(), z.unknown()).parse(await upstream.json());
    const body = JSON.stringify({ ...slug, blob: { method: "get", url: "http://169.254.169.254/meta" } });
    await dashboard.fault({ path: `/apps/*/slugs/${id}`, status: 200, body, times: 1 });
    const answer = await dashboard.request(blobDoor.GET, { app: "scratch", slug: id });
    expect(await refused(answer)).toEqual([502, "upstream_error"]);
  });
});

function noise(bytes: number): Bytes {
  const data = new Uint8Array(bytes);
  for (let from = 0; from < bytes; from += 65_536)
    crypto.getRandomValues(data.subarray(from, Math.min(bytes, from + 65_536)));
  return data;
}
