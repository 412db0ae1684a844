import { z } from "zod";
import type { SortField } from "../http/ranges";
import type { Services } from "../services";
import type { Call, Endpoint, ListItem } from "./endpoint";
import { type OwnedApp, presentApp } from "./present-app";

export const appSort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
  { name: "updated_at", kind: "time", unique: false },
];

/** Returns the apps that the caller may see. */
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

/** Returns a query for the ids of the apps that the caller owns or that are shared with the caller. */
export function visibleAppIds({ context, account }: Pick<Call, "context" | "account">) {
  return context.db
    .selectFrom("apps")
    .select("apps.id")
    .where((where) =>
      where.or([
        where("apps.owner_id", "=", account.id),
        where(
          "apps.id",
          "in",
          where.selectFrom("collaborators").select("app_id").where("account_id", "=", account.id),
        ),
      ]),
    );
}

const Filter = z.object({ in: z.object({ id: z.array(z.string()).max(1000) }) });

export const filterAppEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/filters/apps",
    needs: "read",
    sort: appSort,
    /** Ids that the caller may not see are omitted. */
    list: async (call) => {
      const wanted = new Set((await call.json(Filter)).in.id);
      return (await listApps(call)).filter((item) => wanted.has(item.keys.id));
    },
  },
];
