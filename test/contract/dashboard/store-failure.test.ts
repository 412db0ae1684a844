import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "@/lib/server/store/db";
import { migrate } from "@/lib/server/store/migrations";
import { prepareStore } from "@/lib/server/store/prepare-store";
import { startPostgres } from "@/test/harness/postgres";
import { startPostgresProxy } from "@/test/harness/postgres-proxy";
import { discardProcessState } from "@/test/harness/process-state";

const postgres = await startPostgres();
afterAll(() => postgres?.stop());

const local = { LOCAL_CLIENT_ID: "client", LOCAL_CLIENT_SECRET: "secret" };
const folder = () => mkdtempSync(join(tmpdir(), "slipway-store-failure-"));

test("a full disk is reported as such, and writing works again with space", async () => {
  const { db, engine } = openStore({ dataDir: folder() });
  await migrate(db, engine, () => new Date());
  onTestFinished(() => db.destroy());
  const write = (key: string) =>
    db
      .insertInto("meta")
      .values({ key, value: "x".repeat(100_000) })
      .execute();
  const { page_count } = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows[0] ?? {};
  await sql`pragma max_page_count = ${sql.raw(String(page_count))}`.execute(db);
  await expect(write("a")).rejects.toMatchObject({
    id: "store_unavailable",
    message: expect.stringContaining("The disk of Slipway's store is full"),
  });
  await sql`pragma max_page_count = 1000000`.execute(db);
  await write("a");
  expect(await db.selectFrom("meta").select("key").execute()).toEqual([{ key: "a" }]);
});

test.each([
  ["DATABASE_URL", { DATABASE_URL: "postgres://slipway@127.0.0.1:1/none" }, "ECONNREFUSED"],
  ["DATA_DIR", { DATA_DIR: "/dev/null/slipway" }, "ENOTDIR"],
])("a store that cannot be used at start is reported with %s", async (variable, settings, why) => {
  discardProcessState();
  for (const [name, value] of Object.entries({ ...local, ...settings })) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    discardProcessState();
  });
  await expect(prepareStore()).rejects.toThrow(
    new RegExp(`^${variable}: Slipway's store cannot be used: .*${why}`),
  );
});

describe.runIf(postgres)("PostgreSQL that is away", () => {
  test("makes the store unavailable, until it is back", async () => {
    const proxy = await startPostgresProxy(postgres?.url ?? "");
    const { db, engine } = openStore({ dataDir: folder(), databaseUrl: proxy.url });
    onTestFinished(async () => {
      await db.destroy();
      proxy.stop();
    });
    await migrate(db, engine, () => new Date());
    const read = () => db.selectFrom("meta").selectAll().execute();
    expect(await read()).toEqual([]);
    proxy.cut();
    for (let request = 0; request < 3; request += 1)
      await expect(read()).rejects.toMatchObject({ id: "store_unavailable", status: 503 });
    proxy.restore();
    expect(await read()).toEqual([]);
  });
});
