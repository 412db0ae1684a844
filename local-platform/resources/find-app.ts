import { UUID } from "@/lib/schemas/common";
import { forbidden, notFound } from "../http/api-error";
import type { AppRow } from "../store/tables";
import type { Call } from "./endpoint";

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
