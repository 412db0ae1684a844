import type { ColumnDataType, Kysely } from "kysely";
import type { Tables } from "@/lib/server/store/tables";

type Columns = { required?: string[]; optional?: string[]; numbers?: string[]; counts?: string[] };

/** Creates a table of `text` columns, except `numbers` (nullable integers) and `counts` (integers). */
export async function createTable(
  db: Kysely<Tables>,
  name: string,
  { required = [], optional = [], numbers = [], counts = [] }: Columns,
): Promise<void> {
  const integer: ColumnDataType = "integer";
  let table = db.schema.createTable(name).addColumn("id", "text", (column) => column.primaryKey());
  for (const column of required) table = table.addColumn(column, "text", (build) => build.notNull());
  for (const column of optional) table = table.addColumn(column, "text");
  for (const column of numbers) table = table.addColumn(column, integer);
  for (const column of counts) table = table.addColumn(column, integer, (build) => build.notNull());
  await table.execute();
}
