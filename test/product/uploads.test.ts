import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newDataDir, ports, url } from "@/test/harness/launched-product";
import { startUploadUpstream, type UploadUpstream } from "@/test/harness/servers/upload-upstream";
import { tgz } from "@/test/harness/tarballs";

const MIB = 1024 ** 2;
let upstream: UploadUpstream;
let dashboard: ChildProcess;

beforeAll(async () => {
  upstream = await startUploadUpstream();
  dashboard = spawn(process.execPath, ["scripts/serve.mjs"], {
    stdio: "inherit",
    env: {
      ...process.env,
      PORT: String(ports.dashboard),
      HOST: "127.0.0.1",
      PUBLIC_URL: url,
      DATA_DIR: newDataDir(),
      HEROKU_API_KEY: "HRKU-test",
      HEROKU_API_URL: upstream.url,
      HEROKU_ID_URL: upstream.url,
      UPSTREAM_HOSTS: new URL(upstream.url).host,
    },
  });
  await vi.waitUntil(
    () =>
      fetch(`${url}/api/health/live`).then(
        ({ ok }) => ok,
        () => false,
      ),
    { timeout: 50_000 },
  );
  // The first upload loads code that later ones reuse.
  await upload(await tarballOf(100_000));
});
afterAll(async () => {
  dashboard.kill("SIGTERM");
  await upstream.close();
});
beforeEach(() => upstream.behave("takes"));

/** Returns a valid tarball of exactly this size: noise, and padding after its end. */
async function tarballOf(bytes: number): Promise<Buffer> {
  const noise = randomBytes(Math.min(bytes - 20_000, 12 * MIB));
  const packed = await tgz([{ header: { name: "noise", size: noise.length }, body: noise }]);
  return Buffer.concat([packed, Buffer.alloc(bytes - packed.length)]);
}

/** Starts an upload; the body continues with zeros up to `length`. */
function begin(length: number): { sent: ClientRequest; answer: Promise<{ status: number; text: string }> } {
  const headers = { origin: url, "content-length": length };
  const sent = request(`${url}/api/apps/sink/uploads`, { method: "POST", headers, agent: false });
  const answer = new Promise<{ status: number; text: string }>((resolve, reject) => {
    sent.once("error", reject);
    sent.once("response", async (response) => {
      let text = "";
      for await (const piece of response) text += piece;
      resolve({ status: response.statusCode ?? 0, text });
    });
  });
  return { sent, answer };
}

async function upload(body: Buffer): Promise<{ status: number; text: string }> {
  const { sent, answer } = begin(body.length);
  sent.end(body);
  return answer;
}

/** Returns the peak memory of the dashboard so far. */
function peakMemory(): number {
  const status = readFileSync(`/proc/${dashboard.pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}

describe("the built dashboard relays an upload", () => {
  test.each([10 * MIB - 1, 10 * MIB, 10 * MIB + 1, 30 * MIB])(
    "relays an upload of %i bytes unchanged",
    async (size) => {
      const body = await tarballOf(size);
      expect((await upload(body)).status).toBe(201);
      const sha256 = createHash("sha256").update(body).digest("hex");
      const expected = { bytes: size, sha256, length: String(size), type: undefined, chunked: false };
      expect(upstream.taken.at(-1)).toEqual(expected);
    },
  );

  test("relays an upload of a gigabyte unchanged", async () => {
    const first = await tarballOf(4 * MIB);
    const zeros = Buffer.alloc(4 * MIB);
    const hash = createHash("sha256").update(first);
    const { sent, answer } = begin(256 * first.length);
    sent.write(first);
    for (let n = 1; n < 256; n += 1) {
      hash.update(zeros);
      if (!sent.write(zeros)) await new Promise((resolve) => sent.once("drain", resolve));
    }
    sent.end();
    expect((await answer).status).toBe(201);
    expect(upstream.taken.at(-1)).toMatchObject({ bytes: 256 * first.length, sha256: hash.digest("hex") });
  }, 180_000);

  test.each([0, 1])("refuses an upload of %i bytes before it reaches storage", async (size) => {
    const before = [upstream.taken.length, upstream.builds()];
    expect((await upload(Buffer.alloc(size, "x"))).status).toBe(422);
    expect([upstream.taken.length, upstream.builds()]).toEqual(before);
  });

  test("reads no faster than storage writes, and buffers almost nothing", async () => {
    upstream.behave("dawdles");
    const first = await tarballOf(4 * MIB);
    const before = [upstream.received(), peakMemory()] as const;
    const { sent, answer } = begin(24 * first.length);
    let ahead = 0;
    for (let n = 0; n < 24; n += 1) {
      const roomy = sent.write(n === 0 ? first : Buffer.alloc(first.length));
      if (!roomy) await new Promise((resolve) => sent.once("drain", resolve));
      ahead = Math.max(ahead, (n + 1) * first.length - (upstream.received() - before[0]));
    }
    sent.end();
    expect((await answer).status).toBe(201);
    // The two connections themselves hold a few megabytes.
    expect(ahead).toBeLessThan(32 * MIB);
    expect(peakMemory() - before[1]).toBeLessThan(64 * MIB);
  }, 60_000);

  test.each(["refuses", "dies"] as const)("reports within a second that storage %s", async (how) => {
    upstream.behave(how);
    const built = upstream.builds();
    const first = await tarballOf(4 * MIB);
    const { sent, answer } = begin(1024 * MIB);
    sent.write(first);
    expect(await answer).toMatchObject({ status: 502, text: expect.stringContaining("storage_refused") });
    expect(performance.now() - upstream.failedAt()).toBeLessThan(1_000);
    sent.destroy();
    expect(upstream.builds()).toBe(built);
  });

  test("closes its connection to storage within a second of the browser's", async () => {
    const { sent, answer } = begin(1024 * MIB);
    answer.catch(() => undefined);
    sent.write(await tarballOf(4 * MIB));
    await expect.poll(() => upstream.open()).toBe(1);
    const begun = performance.now();
    sent.destroy();
    await expect.poll(() => upstream.open(), { interval: 5 }).toBe(0);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
