import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { WatchEvent } from "@/lib/schemas/event";
import { newPromotion } from "@/lib/server/promotions/new-promotion";
import { store } from "@/lib/server/store/db";
import { PostgresPeers } from "@/lib/server/watch/postgres-peers";
import { Watch } from "@/lib/server/watch/watch";
import { FakeUpstream } from "@/test/harness/fake-upstream";
import { startPostgres } from "@/test/harness/postgres";

// Leases need PostgreSQL; where it is absent that is said by name.
const postgres = await startPostgres();
afterAll(() => postgres?.stop());

describe.runIf(postgres)("two servers on one PostgreSQL", () => {
  beforeAll(async () => {
    store.reset();
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

  /** A server with one viewer of its own, who looks at the same app. */
  async function server(name: string) {
    const { db } = await import("@/lib/server/store/db");
    const peers = new PostgresPeers({ db: db(), url: postgres?.url ?? "", owner: name });
    // An app that is looked at alone would else be asked about more rarely.
    const watch = new Watch({ peers, limits: { pageMs: 1_000, pageCallsPerHour: 1_000_000 } });
    peers.start(watch);
    const heard: WatchEvent[] = [];
    const onEvent = (event: WatchEvent) => heard.push(event);
    const leave = await watch.listen(upstream.as(name), [harbour.name], { onEvent, end: () => undefined });
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
    const [first, second] = [await server("first"), await server("second")];
    await expect.poll(() => first.watch.summaries(upstream.as("first"), ["harbour"], "page")).toHaveLength(1);
    const begun = Date.now();
    const build = upstream.beginBuild(harbour);
    // A server that receives it passes it to the one that polls.
    second.watch.touch(harbour.id);
    const reported = { type: "build", build: { id: build.id, status: "pending" } };
    await expect.poll(second.builds, { timeout: 5_000, interval: 20 }).toMatchObject([reported]);
    expect(first.builds()).toMatchObject([reported]);
    expect(asked("first", begun)).toBeGreaterThan(0);
    expect(asked("second", begun)).toBe(0);
    const [summary] = await second.watch.summaries(upstream.as("second"), ["harbour"], "page");
    expect(summary).toMatchObject({ builds: [{ id: build.id, status: "pending" }], failed: null });

    // It stops as a server does: its leases are free at once.
    await first.stop();
    const stopped = Date.now();
    upstream.endBuild(harbour, build);
    await expect.poll(second.builds, { timeout: 5_000, interval: 20 }).toHaveLength(2);
    expect(Date.now() - stopped).toBeLessThan(4_000);

    // One that died neither renews its leases nor gives them up.
    await second.stop();
    const { takeLeases } = await import("@/lib/server/store/watch");
    const { db } = await import("@/lib/server/store/db");
    expect(await takeLeases(db(), [harbour.id], "dead", 7_000)).toEqual([harbour.id]);
    const died = Date.now();
    const third = await server("third");
    expect(asked("third", died)).toBe(0);
    const last = upstream.beginBuild(harbour);
    await expect
      .poll(third.builds, { timeout: 12_000, interval: 20 })
      .toMatchObject([{ build: { id: last.id, status: "pending" } }]);
    expect(Date.now() - died).toBeLessThan(10_000);
  });

  test("a promotion is free 7 s after its server died, by PostgreSQL's clock, and resumed 2 s later", async () => {
    const { db } = await import("@/lib/server/store/db");
    const { takeLease } = await import("@/lib/server/promotions/run");
    const { RESUME_MS } = await import("@/lib/server/promotions/resume");
    const { runLimits } = await import("@/lib/server/promotions/limits");
    expect(runLimits.leaseMs + RESUME_MS).toBeLessThan(10_000);
    await db().insertInto("promotions").values(aPromotionRow()).execute();
    const id = aPromotionRow().id;
    expect(await takeLease(id, 1_000)).toBe(true);
    await db().updateTable("promotions").set({ lease_owner: "dead" }).where("id", "=", id).execute();
    // The clock of this server is an hour ahead of the other's.
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
    expect(await takeLease(id, 1_000)).toBe(false);
    vi.useRealTimers();
    await expect.poll(() => takeLease(id, 1_000), { timeout: 3_000, interval: 50 }).toBe(true);
  });
});

function aPromotionRow() {
  const actor = { heroku: { grant: { id: "grant" } }, user: { id: "ada", email: "ada@example.com" } };
  return newPromotion(actor, {
    id: "b2a7c0de-0000-4000-8000-000000000001",
    kind: "promotion",
    of_id: null,
    pipeline_id: null,
    pipeline_name: null,
    send_order: "together",
    note: null,
    override: null,
    source_app_id: "source",
    source_app_name: "source",
    source_release_id: "release",
    source_version: 1,
    source_slug_id: null,
    source_commit: null,
    source_description: null,
    source_artifacts: null,
  });
}
