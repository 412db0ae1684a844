import { z } from "zod";
import { UUID } from "@/lib/schemas/common";
import { forbidden, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { Services } from "@/local-platform/services";
import type { AppRow } from "@/local-platform/store/tables";
import type { Call, Endpoint, ListItem } from "./endpoint";
import { formatTime, generations, stackOf } from "./platform-facts";
import { regionOf } from "./regions";

export type OwnedApp = AppRow & { owner_email: string };

/** Returns an app in the API's format. */
export function presentApp({ context }: Pick<Services, "context">, app: OwnedApp) {
  const runs = stackOf(app.stack);
  return {
    acm: false,
    archived_at: null,
    build_stack: runs,
    buildpack_provided_description: app.buildpack_provided_description,
    created_at: formatTime(app.created_at),
    generation: generations[app.generation],
    git_url: `https://git.heroku.com/${app.name}.git`,
    id: app.id,
    internal_routing: false,
    maintenance: app.maintenance === 1,
    name: app.name,
    organization: null,
    owner: { email: app.owner_email, id: app.owner_id },
    region: regionOf(app.region),
    released_at: formatTime(app.released_at),
    repo_size: null,
    slug_size: app.slug_size,
    space: null,
    stack: runs,
    team: null,
    updated_at: formatTime(app.updated_at),
    web_url: `${context.origins().apps.replace("*", app.name)}/`,
  };
}

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

export type Permission = "read" | "write" | "owner";

/**
 * Returns the app named in the path (by name or id). Throws 404 if it does not exist, 403 if the caller lacks the
 * permission.
 */
export async function findApp(call: Call, permission: Permission): Promise<AppRow> {
  return requireApp(call, call.param("app"), permission);
}

export async function requireApp(call: Call, identity: string, permission: Permission): Promise<AppRow> {
  const app = await call.context.db
    .selectFrom("apps")
    .selectAll()
    .where(UUID.test(identity) ? "id" : "name", "=", identity)
    .executeTakeFirst();
  if (!app) throw notFound("app");
  const held = await permissionOn(call, app);
  if (held === null) throw forbidden(`You do not have access to the app ${app.name}.`);
  const rank = { read: 1, write: 2, owner: 3 };
  if (rank[held] < rank[permission]) {
    throw forbidden(`You have only ${held} access to the app ${app.name}; this needs ${permission} access.`);
  }
  return app;
}

/** Returns the caller's permission on an app; null without access. */
export async function permissionOn(call: Call, app: AppRow): Promise<Permission | null> {
  if (app.owner_id === call.account.id) return "owner";
  const row = await call.context.db
    .selectFrom("collaborators")
    .select("permission")
    .where("app_id", "=", app.id)
    .where("account_id", "=", call.account.id)
    .executeTakeFirst();
  return row?.permission ?? null;
}
