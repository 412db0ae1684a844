import fc from "fast-check";
import { Kysely, SqliteDialect, sql } from "kysely";
import Database from "libsql";
import { expect, test } from "vitest";
import { safeDialect } from "./safe-dialect";

function open() {
  return new Kysely<Record<string, never>>({
    dialect: safeDialect(new SqliteDialect({ database: new Database(":memory:") })),
  });
}

test("safeDialect converts booleans to 0 and 1", async () => {
  const { rows } = await sql<{ yes: number; no: number }>`select ${true} as yes, ${false} as no`.execute(
    open(),
  );
  expect(rows).toEqual([{ yes: 1, no: 0 }]);
});

test("safeDialect rejects unsupported values, and the connection stays usable", async () => {
  const db = open();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(undefined, Number.NaN, Number.POSITIVE_INFINITY, new Date(), {}),
      async (value) => {
        await expect(sql`select ${value} as value`.execute(db)).rejects.toThrow(TypeError);
      },
    ),
  );
  await expect(sql`select 1`.execute(db)).resolves.toBeDefined();
});

test("safeDialect rolls a failed transaction back", async () => {
  const db = open();
  await sql`create table t (x integer)`.execute(db);
  const failed = db.transaction().execute(async (trx) => {
    await sql`insert into t values (${true})`.execute(trx);
    await sql`insert into t values (${undefined})`.execute(trx);
  });
  await expect(failed).rejects.toThrow(TypeError);
  expect((await sql`select * from t`.execute(db)).rows).toEqual([]);
});
