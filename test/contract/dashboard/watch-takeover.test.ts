import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { WatchEvent } from "@/lib/schemas/event";
import { store } from "@/lib/server/store/db";
import { PostgresPeers } from "@/lib/server/watch/postgres-peers";
import { ownerOf } from "@/lib/server/watch/rendezvous";
import { Watch } from "@/lib/server/watch/watch";
import { FakeUpstream } from "@/test/harness/fake-upstream";
import { startPostgres } from "@/test/harness/postgres";
import { discardProcessState } from "@/test/harness/process-state";

// Several servers need PostgreSQL; where it is absent that is said by name.
const postgres = await startPostgres();
afterAll(() => postgres?.stop());

describe.runIf(postgres)("two servers on one PostgreSQL", () => {
  beforeAll(async () => {
    discardProcessState();
    vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-takeover-")));
    vi.stubEnv("DATABASE_URL", postgres?.url ?? "");
    vi.stubEnv("LOCAL_CLIENT_ID", "client");
    vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
    await (await import("@/lib/server/store/prepare-store")).prepareStore();
    return async () => {
      await store.existing()?.db.destroy();
      store.reset();
      vi.unstubAllEnvs();
    };
  });

  const upstream = new FakeUpstream(Date.now);
  const harbour = upstream.addApp("harbour");
  upstream.release(harbour);
  const stops: (() => Promise<void>)[] = [];
  afterAll(() => Promise.all(stops.map((stop) => stop())));

  /** Starts a server with a viewer of the app, or without one. */
  async function server(name: string, { isViewed = true, pageMs = 1_000 } = {}) {
    const { db } = await import("@/lib/server/store/db");
    const peers = new PostgresPeers({ db: db(), url: postgres?.url ?? "", owner: name });
    // An app that is looked at alone would else be asked about more rarely.
    const watch = new Watch({ peers, limits: { pageMs, pageCallsPerHour: 1_000_000 } });
    peers.start(watch);
    const heard: WatchEvent[] = [];
    const onEvent = (event: WatchEvent) => heard.push(event);
    const leave = isViewed
      ? await watch.listen(upstream.as(name), [harbour.name], { onEvent, end: () => undefined })
      : () => undefined;
    let isOver = false;
    const stop = async () => {
      if (isOver) return;
      isOver = true;
      leave();
      await peers.stop();
    };
    stops.push(stop);
    const builds = () => heard.filter(({ type }) => type === "build");
    return { watch, builds, stop };
  }

  const asked = (account: string, since: number) =>
    upstream.calls.filter(
      ({ account: who, endpoint, at }) => who === account && at >= since && endpoint !== "apps",
    ).length;

  test("poll once for both, notify each other, and take over at once from one that stops, within 10 s from one that dies", async () => {
    const [owner = "", other = ""] = ownerOf(harbour.id, ["a", "b"]) === "a" ? ["a", "b"] : ["b", "a"];
    const [first, second] = [await server(owner), await server(other)];
    await expect.poll(() => first.watch.summaries(upstream.as(owner), ["harbour"], "page")).toHaveLength(1);
    const begun = Date.now();
    const build = upstream.beginBuild(harbour);
    // A server that receives it passes it to the one that polls.
    second.watch.touch(harbour.id);
    const reported = { type: "build", build: { id: build.id, status: "pending" } };
    await expect.poll(second.builds, { timeout: 5_000, interval: 20 }).toMatchObject([reported]);
    expect(first.builds()).toMatchObject([reported]);
    expect(asked(owner, begun)).toBeGreaterThan(0);
    expect(asked(other, begun)).toBe(0);
    const [summary] = await second.watch.summaries(upstream.as(other), ["harbour"], "page");
    expect(summary).toMatchObject({ builds: [{ id: build.id, status: "pending" }], failed: null });

    // It stops as a server does: the other takes over at once.
    await first.stop();
    const stopped = Date.now();
    upstream.endBuild(harbour, build);
    await expect.poll(second.builds, { timeout: 5_000, interval: 20 }).toHaveLength(2);
    expect(Date.now() - stopped).toBeLessThan(4_000);

    // One that died has stored that it watches the app, and owns it until it is gone.
    await second.stop();
    const { storeServer } = await import("@/lib/server/store/servers");
    const { db } = await import("@/lib/server/store/db");
    const dead = Array.from({ length: 100 }, (_, index) => `dead ${index}`).find(
      (id) => ownerOf(harbour.id, [id, "third"]) === id,
    );
    await storeServer(db(), { id: dead ?? "", apps: new Set([harbour.id]), version: 1 });
    const died = Date.now();
    const third = await server("third");
    expect(asked("third", died)).toBe(0);
    const last = upstream.beginBuild(harbour);
    await expect
      .poll(third.builds, { timeout: 12_000, interval: 20 })
      .toMatchObject([{ build: { id: last.id, status: "pending" } }]);
    expect(Date.now() - died).toBeLessThan(10_000);
  });

  test("notify the viewers of the other within a second of a change reported to one without viewers", async () => {
    const viewed = await server("viewed", { pageMs: 60_000 });
    await viewed.watch.summaries(upstream.as("viewed"), ["harbour"], "page");
    const idle = await server("idle", { isViewed: false });
    const { id } = upstream.beginBuild(harbour);
    idle.watch.touch(harbour.id);
    await expect
      .poll(() => viewed.builds().at(-1), { timeout: 1_000, interval: 20 })
      .toMatchObject({ build: { id, status: "pending" } });
  });
});
