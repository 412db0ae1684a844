import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as uploads from "@/app/api/apps/[app]/uploads/route";
import { catalog } from "@/lib/errors/catalog";
import { ApiError } from "@/lib/schemas/error";
import { createApp } from "@/lib/server/heroku/apps";
import { listBuilds } from "@/lib/server/heroku/builds";
import { uploadLimits } from "@/lib/server/uploads/limits";
import { appTarball, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { type Dashboard, startDashboard } from "@/test/harness/dashboard/dashboard";
import { textEntry, tgz } from "@/test/harness/tarballs";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
  await createApp(dashboard.heroku, { name: "uploads" });
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

type Bytes = Uint8Array<ArrayBuffer>;
type Refusal = {
  what: string;
  send: () => Bytes | Promise<Bytes>;
  app?: string;
  query?: string;
  headers?: Record<string, string>;
  fault?: Record<string, unknown>;
  id: keyof typeof catalog;
  status: number;
  says: RegExp;
};

const noise = (bytes: number): Bytes => {
  const data = new Uint8Array(bytes);
  for (let from = 0; from < bytes; from += 65_536)
    crypto.getRandomValues(data.subarray(from, Math.min(bytes, from + 65_536)));
  return data;
};
/** A good tarball that is not read whole before a source is made for it. */
const large = () =>
  tgz([textEntry("Procfile", "web: x"), { header: { name: "noise", size: 900_000 }, body: noise(900_000) }]);
const good = () => appTarball();

const refusals: Refusal[] = [
  {
    what: "not gzip",
    send: () => bytesOf("PK\u0003\u0004 a zip file"),
    id: "not_gzip",
    status: 422,
    says: /not gzip.*tar czf/,
  },
  {
    what: "gzip, but no tar",
    send: () => gzip("just some text ".repeat(100)),
    id: "not_tar",
    status: 422,
    says: /no tar archive inside.*tar czf/,
  },
  {
    what: "no bytes",
    send: () => new Uint8Array(0),
    id: "empty_tarball",
    status: 422,
    says: /no bytes.*Pack the folder/,
  },
  {
    what: "a tar of nothing",
    send: () => gzip(Buffer.alloc(10_240)),
    id: "empty_tarball",
    status: 422,
    says: /empty.*Pack the folder/,
  },
  {
    what: "truncated, small",
    send: async () => (await good()).slice(0, -20),
    id: "truncated_tarball",
    status: 422,
    says: /ends too early.*again/,
  },
  {
    what: "truncated, large",
    send: async () => (await large()).slice(0, -5_000),
    id: "truncated_tarball",
    status: 422,
    says: /ends too early.*again/,
  },
  {
    what: "damaged inside, large",
    send: async () => damaged(await large()),
    id: "damaged_tarball",
    status: 422,
    says: /./,
  },
  {
    what: "a path with ..",
    send: () => tgz([textEntry("../../etc/passwd", "x")]),
    id: "unsafe_tarball",
    status: 422,
    says: /\.\.\/\.\.\/etc\/passwd.*Pack it again/,
  },
  {
    what: "a late path with ..",
    send: async () => late(),
    id: "unsafe_tarball",
    status: 422,
    says: /leaves its folder/,
  },
  {
    what: "a wrong checksum",
    send: good,
    query: `?checksum=SHA256:${"0".repeat(64)}`,
    id: "checksum_mismatch",
    status: 422,
    says: /SHA256:[0-9a-f]{64}.*leave the checksum out/,
  },
  {
    what: "a wrong checksum, large",
    send: large,
    query: `?checksum=SHA256:${"0".repeat(64)}`,
    id: "checksum_mismatch",
    status: 422,
    says: /leave the checksum out/,
  },
  {
    what: "an unreadable checksum",
    send: good,
    query: "?checksum=abc",
    id: "bad_request",
    status: 400,
    says: /checksum.*64 hexadecimal digits/,
  },
  {
    what: "no length",
    send: good,
    headers: { "content-length": "" },
    id: "length_required",
    status: 411,
    says: /Content-Length/,
  },
  {
    what: "too large",
    send: good,
    headers: { "content-length": String(uploadLimits.packedBytes + 1) },
    id: "too_large",
    status: 413,
    says: /node_modules/,
  },
  {
    what: "fewer bytes than said",
    send: good,
    headers: { "content-length": "999999" },
    id: "upload_incomplete",
    status: 400,
    says: /broke off after \d+ of 999999.*Send the file again/,
  },
  {
    what: "an app that does not exist",
    send: good,
    app: "no-such-app",
    id: "app_not_found",
    status: 404,
    says: /no app of this name.*Check the name/,
  },
  {
    what: "an app's name with ..",
    send: good,
    app: "../account",
    id: "app_not_found",
    status: 404,
    says: /no app of this name/,
  },
  {
    what: "an upload address that has expired",
    send: large,
    fault: {
      port: "objects",
      method: "PUT",
      status: 403,
      body: "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
    },
    id: "upload_expired",
    status: 422,
    says: /expired.*Drop the file again/,
  },
  {
    what: "storage that refuses",
    send: large,
    fault: { port: "objects", method: "PUT", status: 503, body: "<Error><Code>SlowDown</Code></Error>" },
    id: "storage_refused",
    status: 502,
    says: /SlowDown.*Nothing was built/,
  },
  {
    what: "storage that hangs up",
    send: large,
    fault: { port: "objects", method: "PUT", drop: true },
    id: "storage_refused",
    status: 502,
    says: /Nothing was built/,
  },
  {
    what: "upstream down before",
    send: good,
    fault: { method: "POST", path: "/sources", status: 503, body: "<html>" },
    id: "upstream_unavailable",
    status: 503,
    says: /Heroku answered 503/,
  },
  {
    what: "upstream hanging up before",
    send: good,
    fault: { method: "POST", path: "/sources", drop: true },
    id: "upstream_unavailable",
    status: 503,
    says: /Heroku is not answering/,
  },
  {
    what: "upstream down after the file was sent",
    send: good,
    fault: { method: "POST", path: "/apps/*/builds", status: 503 },
    id: "upstream_unavailable",
    status: 503,
    says: /file was stored.*look at the app's builds/,
  },
];

describe("an upload that cannot be built", () => {
  test.each(refusals)(
    "$what: $id, nothing built",
    async ({ send, app = "uploads", query = "", headers, fault, id, status, says }) => {
      const { heroku, platform } = dashboard;
      const bytes = await send();
      if (fault) await dashboard.fault({ times: 1, ...fault });
      const blobsBefore = await blobs(platform.folder);
      const answer = await dashboard.request(
        uploads.POST,
        { app },
        {
          method: "POST",
          query,
          raw: bytes,
          headers: { "content-length": String(bytes.length), ...headers },
        },
      );
      const error = ApiError.parse(await answer.json());
      expect({ id: error.id, status: answer.status }).toEqual({ id, status });
      expect(status).toBe(catalog[id].status);
      expect(error.message).toMatch(says);
      expect(error.request_id).toBeTruthy();
      expect((await listBuilds(heroku, "uploads")).items).toEqual([]);
      if (!fault || fault.port === "objects") expect(await blobs(platform.folder)).toEqual(blobsBefore);
    },
  );
});

describe("a good upload", () => {
  test("is built with the checksum of its bytes, given or not", async () => {
    await createApp(dashboard.heroku, { name: "uploads-good" });
    const bytes = await large();
    const checksum = `SHA256:${Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex")}`;
    const plain = await uploadTo(dashboard, "uploads-good", bytes);
    expect(plain.source_blob.checksum).toBe(checksum);
    expect(plain.source_blob.version).toBeNull();
    const given = await uploadTo(
      dashboard,
      "uploads-good",
      bytes,
      `?version=v2&checksum=${checksum.toUpperCase().replace("SHA256", "SHA256")}`,
    );
    expect(given.source_blob).toMatchObject({ checksum, version: "v2" });
    await untilEnded(dashboard.heroku, "uploads-good", given.id);
  });

  test("that the browser aborts creates no build and frees the storage within a second", async () => {
    await createApp(dashboard.heroku, { name: "uploads-broken" });
    const bytes = await large();
    const gone = new AbortController();
    let sent = 0;
    const raw = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent >= bytes.length / 2) return new Promise(() => undefined);
        controller.enqueue(bytes.slice(sent, sent + 65_536));
        sent += 65_536;
        return undefined;
      },
    });
    const blobsBefore = await blobs(dashboard.platform.folder);
    const answering = dashboard.request(
      uploads.POST,
      { app: "uploads-broken" },
      {
        method: "POST",
        raw,
        headers: { "content-length": String(bytes.length) },
        signal: gone.signal,
      },
    );
    await expect.poll(async () => (await partial(dashboard.platform.folder)).length).toBe(1);
    const begun = performance.now();
    gone.abort();
    const answer = await answering;
    expect(ApiError.parse(await answer.json()).id).toBe("upload_incomplete");
    await expect.poll(async () => (await partial(dashboard.platform.folder)).length).toBe(0);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await blobs(dashboard.platform.folder)).toEqual(blobsBefore);
    expect((await listBuilds(dashboard.heroku, "uploads-broken")).items).toEqual([]);
  });
});

/** Everything that storage has kept. */
async function blobs(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "data", "blobs"), { recursive: true }).catch(() => []);
  return names.filter((name) => !name.startsWith("aside")).sort();
}

/** What storage is receiving right now. */
function partial(folder: string): Promise<string[]> {
  return readdir(join(folder, "data", "blobs", "aside")).catch(() => []);
}

function bytesOf(text: string): Bytes {
  return new Uint8Array(Buffer.from(text));
}

function gzip(data: string | Buffer): Bytes {
  return new Uint8Array(gzipSync(data));
}

function damaged(bytes: Bytes): Bytes {
  const copy = bytes.slice();
  copy.fill(0xff, copy.length - 60_000, copy.length - 50_000);
  return copy;
}

async function late(): Promise<Bytes> {
  return tgz([
    textEntry("Procfile", "web: x"),
    { header: { name: "noise", size: 600_000 }, body: noise(600_000) },
    textEntry("a/../../b", "x"),
    { header: { name: "more", size: 300_000 }, body: noise(300_000) },
  ]);
}
