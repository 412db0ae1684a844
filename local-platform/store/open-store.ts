import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import Database from "libsql";
import { safeParameters } from "@/lib/schemas/sql-parameters";
import { migrate } from "./migrations";
import type { Tables } from "./tables";

/**
 * Opens the platform's SQLite file, after creating or migrating it. A write is on the disk before it is
 * acknowledged (WAL, synchronous=FULL). Throws the SQLite error if the file cannot be opened.
 */
export async function openStore(path: string): Promise<Kysely<Tables>> {
  const file = new Database(path, { timeout: 5000 });
  for (const pragma of ["journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"]) {
    file.pragma(pragma);
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: guarded(file) }) });
  await migrate(db);
  return db;
}

/** The only path of parameters to libsql; safeParameters states what it rejects. */
export function guarded(file: Database.Database): SqliteDatabase {
  return {
    close: () => file.close(),
    prepare(sql) {
      const statement = file.prepare<unknown[]>(sql);
      return {
        reader: statement.reader,
        all: (parameters) => statement.all(safeParameters(parameters)),
        run: (parameters) => statement.run(safeParameters(parameters)),
        iterate: (parameters) => statement.iterate(safeParameters(parameters)),
      };
    },
  };
}
