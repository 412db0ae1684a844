import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Heroku } from "@/lib/server/heroku/client";
import { serverId } from "@/lib/server/process/server-id";
import { store } from "@/lib/server/store/db";
import { startPostgres } from "@/test/harness/postgres";
import { discardProcessState } from "@/test/harness/process-state";

// Both engines keep the same promises. Modules are loaded anew for each, because the environment is read once.
const postgres = await startPostgres();
afterAll(() => postgres?.stop());

const engines: [string, string][] = [["SQLite", ""]];
if (postgres) engines.push(["PostgreSQL", postgres.url]);

const uuid = () => crypto.randomUUID();
const apps = (...names: string[]) => names.map((name) => ({ id: name, name }));

describe.each(engines)("the lock of an app on %s", (_name, url) => {
  beforeAll(async () => {
    discardProcessState();
    vi.stubEnv("DATA_DIR", mkdtempSync(join(tmpdir(), "slipway-claims-")));
    vi.stubEnv("DATABASE_URL", url);
    vi.stubEnv("LOCAL_CLIENT_ID", "client");
    vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
    await (await import("@/lib/server/store/prepare-store")).prepareStore();
    return async () => {
      await store.existing()?.db.destroy();
      store.reset();
      vi.unstubAllEnvs();
    };
  });

  const load = async () => ({
    ...(await import("@/lib/server/promotions/attempts")),
    ...(await import("@/lib/server/promotions/claims")),
    ...(await import("@/lib/server/promotions/run")),
    ...(await import("@/lib/server/promotions/limits")),
    ...(await import("@/lib/server/promotions/new-promotion")),
    ...(await import("@/lib/server/store/db")),
  });

  /** Upstream of an account whose apps have no releases. */
  const heroku: Heroku = {
    apiUrl: "",
    grant: {
      id: "grant",
      accountId: "ada",
      scope: "global",
      accessToken: async () => "",
      refreshAfter401: async () => "",
    },
    request: async (_endpoint, { schema }) => ({
      data: schema.parse([]),
      nextRange: null,
      requestId: null,
      at: Date.now(),
    }),
  };
  const actor = { heroku, user: { id: "ada", email: "ada@example.com" } };
  /** Acts as another server with the same store. It is alive, and stops or dies afterwards with `end`. */
  const anotherServer = async () => {
    const id = uuid();
    const { storeServer } = await import("@/lib/server/store/servers");
    const { db } = await load();
    if (url) await storeServer(db(), { id, apps: new Set(), version: 0 });
    return {
      do: async <T>(act: () => Promise<T>): Promise<T> => {
        const own = serverId();
        serverId.set(id);
        try {
          return await act();
        } finally {
          serverId.set(own);
        }
      },
      /** Its last heartbeat was `ms` ago. */
      die: (ms: number) =>
        db()
          .updateTable("servers")
          .set({ seen: sql<number>`seen - ${ms}::bigint` })
          .where("id", "=", id)
          .execute(),
    };
  };

  test("is acquired by one of twenty concurrent requests", async () => {
    const { claimApps, sendLimits } = await load();
    const [app] = [uuid()];
    const tries = await Promise.allSettled(
      Array.from({ length: 20 }, () => claimApps(actor, apps(app), "slug", sendLimits)),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = tries.flatMap((result) => (result.status === "rejected" ? [result.reason.id] : []));
    expect(new Set(refused)).toEqual(new Set(["conflict"]));
  });

  test("is acquired for all apps of a call or none, however they overlap", async () => {
    const { claimApps, dropClaims, listOpenAttempts, sendLimits } = await load();
    const [a, b, c] = [uuid(), uuid(), uuid()];
    for (let round = 0; round < 10; round += 1) {
      const tries = await Promise.allSettled([
        claimApps(actor, apps(a, b), "promotion", sendLimits),
        claimApps(actor, apps(b, c), "promotion", sendLimits),
        claimApps(actor, apps(c, a), "promotion", sendLimits),
      ]);
      const won = tries.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
      expect(won).toHaveLength(1);
      expect(won[0]?.map(({ app_id }) => app_id)).toHaveLength(2);
      expect(await listOpenAttempts([a, b, c])).toHaveLength(2);
      await dropClaims(won.flat());
    }
  });

  test("allows no call once another server has ended the claim", async () => {
    const { claimApps, dropClaims, markSending, db, sendLimits } = await load();
    const [claim] = await claimApps(actor, apps(uuid()), "slug", sendLimits);
    if (!claim) throw new Error("claimed");
    await dropClaims([claim]);
    expect(await markSending(db(), { ...claim, state: "sending" })).toBe(false);
  });

  test("held by another live server is kept until it expires", async () => {
    const { claimApps, listOpenAttempts, sendLimits } = await load();
    const [app] = [uuid()];
    const other = await anotherServer();
    await other.do(() => claimApps(actor, apps(app), "slug", sendLimits));
    // SQLite has one server: another id there is an earlier run of it.
    if (url) {
      const again = claimApps(actor, apps(app), "slug", sendLimits);
      await expect(again).rejects.toMatchObject({ id: "conflict" });
    }
    await claimApps(actor, apps(app), "slug", { ...sendLimits, claimMs: -1 });
    expect(await listOpenAttempts([app])).toHaveLength(1);
  });

  test("held by a server that died is free once that server is gone", async () => {
    const { claimApps, sendLimits } = await load();
    const [app] = [uuid()];
    const other = await anotherServer();
    await other.do(() => claimApps(actor, apps(app), "slug", sendLimits));
    if (url) {
      await other.die(5_000);
      const early = claimApps(actor, apps(app), "slug", sendLimits);
      await expect(early).rejects.toMatchObject({ id: "conflict" });
      await other.die(2_100);
    }
    expect(await claimApps(actor, apps(app), "slug", sendLimits)).toHaveLength(1);
  });

  test("of a sent call is released only when its release can no longer appear", async () => {
    const { claimApps, markSending, readAttempt, db, sendLimits } = await load();
    const [app] = [uuid()];
    const other = await anotherServer();
    const [claim] = await other.do(() => claimApps(actor, apps(app), "slug", sendLimits));
    if (!claim) throw new Error("claimed");
    await markSending(db(), { ...claim, state: "sending", sent_at: new Date().toISOString() });
    const early = claimApps(actor, apps(app), "slug", { ...sendLimits, sendingMs: -1 });
    await expect(early).rejects.toMatchObject({ id: "conflict" });
    await claimApps(actor, apps(app), "slug", { ...sendLimits, sendingMs: -1, abandonedMs: -1 });
    expect((await readAttempt(claim.id))?.state).toBe("nothing");
  });

  test("a promotion stands still for less than 10 s after its server died", async () => {
    const { GONE_MS } = await import("@/lib/server/store/servers");
    const { RESUME_MS } = await import("@/lib/server/promotions/resume");
    expect(GONE_MS + RESUME_MS).toBeLessThan(10_000);
  });

  test("a promotion is run by one server at a time, and by another once that has ended", async () => {
    const { takePromotion, freePromotion, newPromotion, db } = await load();
    const id = uuid();
    const source = {
      source_app_id: uuid(),
      source_app_name: "source",
      source_release_id: uuid(),
      source_version: 1,
      source_slug_id: null,
      source_artifacts: null,
      source_commit: null,
      source_description: null,
    };
    const promotion = newPromotion(actor, {
      ...source,
      id,
      kind: "promotion",
      of_id: null,
      pipeline_id: null,
      pipeline_name: null,
      send_order: "together",
      note: null,
      override: null,
    });
    await db().insertInto("promotions").values(promotion).execute();
    const other = await anotherServer();
    await other.do(async () => {
      expect(await takePromotion(id)).toBe(true);
      expect(await takePromotion(id)).toBe(true);
    });
    if (url) {
      expect(await takePromotion(id)).toBe(false);
      // The clock of this server is an hour ahead; PostgreSQL's decides.
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
      expect(await takePromotion(id)).toBe(false);
      vi.useRealTimers();
      await other.die(7_100);
    }
    expect(await takePromotion(id)).toBe(true);
    if (url) await other.do(async () => expect(await takePromotion(id)).toBe(true));
    await other.do(() => freePromotion(id));
    expect(await takePromotion(id)).toBe(true);
  });
});
