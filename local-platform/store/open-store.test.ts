import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "./open-store";
import type { Tables } from "./tables";

let folder: string;
let db: Kysely<Tables>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "store-"));
  db = await openStore(join(folder, "platform.db"));
});
afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

test("text, bytes and booleans come back as they were stored; the process survives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.uint8Array({ minLength: 1 }),
      fc.boolean(),
      async (text, bytes, flag) => {
        const { rows } = await sql<{ text: string; bytes: Uint8Array; flag: number }>`
        select cast(${text} as text) as text, ${bytes} as bytes, ${flag} as flag`.execute(db);
        const row = rows[0];
        // SQLite ends text at a NUL when it is cast; nothing we store holds one.
        if (!text.includes("\0")) expect(row?.text).toBe(text);
        expect(new Uint8Array(row?.bytes ?? [])).toEqual(bytes);
        expect(row?.flag).toBe(flag ? 1 : 0);
      },
    ),
    { numRuns: 50 },
  );
});

test("undefined and NaN are refused before they reach the store", async () => {
  for (const value of [undefined, Number.NaN]) {
    await expect(sql`select ${value} as x`.execute(db)).rejects.toThrow(TypeError);
  }
});

test("is durable: WAL, synchronous=FULL; opening again changes nothing", async () => {
  const { rows: mode } = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db);
  const { rows: synchronous } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
  expect([mode[0]?.journal_mode, synchronous[0]?.synchronous]).toEqual(["wal", 2]);
  await db.insertInto("meta").values({ key: "kept", value: "yes" }).execute();
  const again = await openStore(join(folder, "platform.db"));
  expect(await again.selectFrom("meta").select("value").executeTakeFirst()).toEqual({ value: "yes" });
  await again.destroy();
});
