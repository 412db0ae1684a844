import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "@/lib/server/store/db";
import { migrate } from "@/lib/server/store/migrations";
import { receiveNotices, sendNotice } from "@/lib/server/store/notices";
import { startPostgres } from "@/test/harness/postgres";
import { startPostgresProxy } from "@/test/harness/postgres-proxy";

const postgres = await startPostgres();
afterAll(() => postgres?.stop());

describe.runIf(postgres)("the notices of servers on one PostgreSQL", () => {
  test("arrive once each, also while LISTEN is silent, and by LISTEN again afterwards", async () => {
    const url = postgres?.url ?? "";
    const { db } = openStore({ dataDir: mkdtempSync(join(tmpdir(), "slipway-notices-")), databaseUrl: url });
    await migrate(db, "postgres", () => new Date());
    const proxy = await startPostgresProxy(url);
    const received: unknown[] = [];
    const ready: number[] = [];
    const end = receiveNotices({
      db,
      url: proxy.url,
      onNotice: (notice) => received.push(notice),
      onReady: () => ready.push(Date.now()),
    });
    onTestFinished(async () => {
      end();
      proxy.stop();
      await db.destroy();
    });
    const arrives = async (notice: string, timeout: number) => {
      await sendNotice(db, { notice });
      await expect.poll(() => received.at(-1), { timeout, interval: 10 }).toEqual({ notice });
    };
    await expect.poll(() => ready.length, { timeout: 2_000 }).toBe(1);
    await arrives("first", 500);
    await sql`select pg_notify('slipway_notices', 'not a notice')`.execute(db);

    proxy.mute();
    await arrives("sent when the connection went silent", 7_000);
    await arrives("read from the table", 1_500);
    expect(ready).toHaveLength(1);

    // The silent connection is replaced by one that works.
    await expect.poll(() => ready.length, { timeout: 8_000 }).toBe(2);
    await arrives("last", 500);
    expect(received).toHaveLength(4);
  });
});
