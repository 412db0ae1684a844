import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as buildSummary from "@/app/api/apps/[app]/builds/[build]/output/summary/route";
import * as releaseSummary from "@/app/api/apps/[app]/releases/[release]/output/summary/route";
import { ApiError } from "@/lib/schemas/error";
import { OutputSummary } from "@/lib/schemas/output";
import { createApp, getApp } from "@/lib/server/heroku/apps";
import { buildOutput as outputSource } from "@/lib/server/output/source";
import { ben } from "@/local-platform/seed/people";
import buildOutput from "@/pages/api/apps/[app]/builds/[build]/output";
import releaseOutput from "@/pages/api/apps/[app]/releases/[release]/output";
import { appTarball, builtApp, untilEnded, uploadTo } from "@/test/harness/dashboard/builds";
import { type Dashboard, dashboardAs, startDashboard } from "@/test/harness/dashboard/dashboard";
import { share } from "@/test/harness/platform/checked-call";

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await startDashboard();
});
afterEach(() => dashboard.clearFaults());
afterAll(() => dashboard.stop());

/** The bytes of a build's output from an offset, NULs taken out. */
async function read(app: string, build: string, offset = 0): Promise<Buffer> {
  const answer = await dashboard.requestPagesApi(buildOutput, { app, build }, { query: `?offset=${offset}` });
  expect(answer.status).toBe(200);
  return payload(answer);
}

async function payload(answer: Response): Promise<Buffer> {
  return Buffer.from(Buffer.from(await answer.arrayBuffer()).filter((byte) => byte !== 0));
}

/** What the platform itself has. */
async function stored(app: string, build: string): Promise<Buffer> {
  const found = await (await dashboard.platform.call("GET", `/apps/${app}/builds/${build}`)).json();
  return payload(await fetch(found.output_stream_url));
}

const WITHIN = { timeout: 20_000 };
const talkative = `node -e 'for (let i = 0; i < 200; i++) console.log("line äö " + i); setTimeout(() => console.log("last"), 700)'`;

async function runningBuild(app: string, commands = { build: talkative }) {
  await createApp(dashboard.heroku, { name: app });
  return uploadTo(dashboard, app, await appTarball(commands));
}

describe("the output of a build", () => {
  test("arrives live and complete, with headers that prevent buffering", async () => {
    const build = await runningBuild("output-live");
    const answer = await dashboard.requestPagesApi(buildOutput, { app: "output-live", build: build.id });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    const bytes = await payload(answer);
    expect(bytes.toString()).toContain("line äö 199");
    expect(bytes.equals(await stored("output-live", build.id))).toBe(true);
    const summary = await dashboard.request(buildSummary.GET, { app: "output-live", build: build.id });
    expect(OutputSummary.parse(await summary.json())).toEqual({
      state: "complete",
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      complete: true,
      gap: null,
    });
    expect((await read("output-live", "latest", 100)).equals(bytes.subarray(100))).toBe(true);
    expect(await read("output-live", build.id, bytes.length)).toHaveLength(0);
  });

  test("loses and repeats nothing if the stream is cut, stalls, is missing or lags", async () => {
    const { fault } = dashboard;
    const build = await runningBuild("output-cut");
    const path = "/streams/**";
    await fault({ port: "objects", path, times: 1, not_yet: true });
    await fault({ port: "objects", path, times: 1, cut_at: 700 });
    await fault({ port: "objects", path, times: 1, cut_at: 1_500, drop: true });
    await fault({ lag_ms: 1_500, ms: 20_000 });
    const [whole, part] = await Promise.all([
      read("output-cut", build.id),
      read("output-cut", build.id, 1_000),
    ]);
    const truth = await stored("output-cut", build.id);
    expect(whole.equals(truth)).toBe(true);
    expect(part.equals(truth.subarray(1_000))).toBe(true);
  });

  test("that ended before the first viewer is complete although its stream is cut once", async () => {
    const { app, build } = await builtApp(dashboard, "output-later");
    await dashboard.fault({ port: "objects", path: "/streams/**", times: 1, cut_at: 50 });
    expect((await read(app, build.id)).equals(await stored(app, build.id))).toBe(true);
  });

  test("returns 416 for an offset beyond the end and 400 for an invalid one", async () => {
    const { app, build } = await builtApp(dashboard, "output-offsets");
    const beyond = await dashboard.requestPagesApi(
      buildOutput,
      { app, build: build.id },
      { query: "?offset=9999999" },
    );
    expect(beyond.status).toBe(416);
    expect(ApiError.parse(await beyond.json()).id).toBe("offset_beyond_end");
    for (const query of ["?offset=x", "?offset=-1", "?offset=1.5", "?offset="]) {
      const bad = await dashboard.requestPagesApi(buildOutput, { app, build: build.id }, { query });
      expect([query, bad.status]).toEqual([query, 400]);
    }
  });

  test("that is complete has a length and an ETag, and is compressed from any offset", async () => {
    const { app, build } = await builtApp(dashboard, "output-packed");
    const truth = await stored(app, build.id);
    const ask = (headers: Record<string, string>, query = "") =>
      dashboard.requestPagesApi(buildOutput, { app, build: build.id }, { headers, query });
    const sha256 = createHash("sha256").update(truth).digest("hex");
    await expect
      .poll(
        async () => (await ask({ "accept-encoding": "br, gzip" })).headers.get("content-encoding"),
        WITHIN,
      )
      .toBe("gzip");
    for (const offset of [0, 1, truth.length - 1, truth.length]) {
      const packed = await ask({ "accept-encoding": "gzip" }, `?offset=${offset}`);
      const plain = await ask({ "accept-encoding": "identity" }, `?offset=${offset}`);
      expect((await payload(packed)).equals(truth.subarray(offset))).toBe(true);
      expect((await payload(plain)).equals(truth.subarray(offset))).toBe(true);
      expect(plain.headers.get("content-length")).toBe(String(truth.length - offset));
      expect(plain.headers.get("etag")).toBe(`"${sha256}"`);
    }
    const refused = await ask({ "accept-encoding": "gzip;q=0" });
    expect(refused.headers.get("content-encoding")).toBeNull();
    const again = await ask({ "accept-encoding": "identity", "if-none-match": `"${sha256}"` });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("is returned as far as it exists without waiting", async () => {
    const build = await runningBuild("output-turns");
    const turn = (offset: number) =>
      dashboard.requestPagesApi(
        buildOutput,
        { app: "output-turns", build: build.id },
        { query: `?offset=${offset}&wait=0`, headers: { "accept-encoding": "identity" } },
      );
    const pieces: Buffer[] = [];
    const states = new Set<string | null>();
    await expect
      .poll(async () => {
        const answer = await turn(Buffer.concat(pieces).length);
        pieces.push(Buffer.from(await answer.arrayBuffer()));
        states.add(answer.headers.get("output-state"));
        return answer.headers.get("output-state");
      }, WITHIN)
      .toBe("complete");
    expect(states).toContain("live");
    expect(Buffer.concat(pieces).equals(await stored("output-turns", build.id))).toBe(true);
  });

  test("is authorized with each viewer's grant, however long it is stored", async () => {
    const { app, build } = await builtApp(dashboard, "output-own");
    await read(app, build.id);
    const asBen = await dashboardAs(dashboard, ben.id);
    await expect(outputSource(asBen, app, build.id)).rejects.toMatchObject({ id: "forbidden" });
    await share(dashboard.platform, (await getApp(dashboard.heroku, app)).id, ben.id, "read");
    const { key } = await outputSource(asBen, app, build.id);
    expect(key).toBe((await outputSource(dashboard.heroku, app, build.id)).key);
  });

  test("of a missing build is 404", async () => {
    const build = "00000000-0000-4000-8000-000000000000";
    await createApp(dashboard.heroku, { name: "output-none" });
    expect((await dashboard.requestPagesApi(buildOutput, { app: "output-none", build })).status).toBe(404);
    expect(
      (await dashboard.requestPagesApi(buildOutput, { app: "output-none", build: "latest" })).status,
    ).toBe(404);
  });
});

describe("the output of a release", () => {
  test("without a release phase is an empty body", async () => {
    await createApp(dashboard.heroku, { name: "release-none" });
    const answer = await dashboard.requestPagesApi(releaseOutput, { app: "release-none", release: "v1" });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe("");
    const summary = await dashboard.request(releaseSummary.GET, { app: "release-none", release: "1" });
    expect(OutputSummary.parse(await summary.json())).toMatchObject({
      state: "none",
      bytes: 0,
      complete: true,
    });
  });

  test("is that of its phase, also if the stream does not exist at first", async () => {
    await createApp(dashboard.heroku, { name: "release-phase" });
    const release = 'node -e \'console.log("migrating"); setTimeout(() => console.log("migrated"), 500)\'';
    const made = await uploadTo(dashboard, "release-phase", await appTarball({ release }));
    const build = await untilEnded(dashboard.heroku, "release-phase", made.id);
    await dashboard.fault({ port: "objects", path: "/streams/**", times: 2, not_yet: true });
    const answer = await dashboard.requestPagesApi(releaseOutput, {
      app: "release-phase",
      release: build.release?.id ?? "",
    });
    expect((await payload(answer)).toString()).toMatch(/migrating\r?\nmigrated/);
  });
});
