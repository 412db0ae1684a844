import type { SortField } from "../http/ranges";
import type { Call, ListItem, Services } from "./endpoint";
import { type OwnedApp, presentApp } from "./present-app";
import { visibleAppIds } from "./visible-apps";

export const appSort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
  { name: "updated_at", kind: "time", unique: false },
];

/** Every app that the caller may see. */
export async function listApps(call: Call): Promise<ListItem[]> {
  const rows = await selectOwned(call).where("apps.id", "in", visibleAppIds(call)).execute();
  return rows.map((row) => ({ keys: row, body: presentApp(call, row) }));
}

export function withOwner(call: Pick<Services, "context">, id: string): Promise<OwnedApp> {
  return selectOwned(call).where("apps.id", "=", id).executeTakeFirstOrThrow();
}

function selectOwned({ context }: Pick<Services, "context">) {
  return context.db
    .selectFrom("apps")
    .innerJoin("accounts", "accounts.id", "apps.owner_id")
    .selectAll("apps")
    .select("accounts.email as owner_email");
}
