import { z } from "zod";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { AppRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "created_at", kind: "time", unique: false },
];

const descriptions = {
  view: "Can view the app",
  deploy: "Can deploy the app",
  operate: "Can manage config vars, dynos and add-ons",
  manage: "Can manage collaborators and delete the app",
};
const Permission = z.object({ name: z.enum(["view", "deploy", "operate", "manage"]) });
type Permission = z.infer<typeof Permission>["name"];

const Create = z.object({
  user: z.string(),
  silent: z.boolean().optional(),
  /** As in team apps. If absent, everything except managing, as in personal apps. */
  permissions: z.array(Permission).min(1).optional(),
});

export const collaboratorEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/collaborators",
    needs: "read",
    sort,
    list: async (call) => {
      const app = await findApp(call, "read");
      const shown = await readAll(call, app);
      return shown.map((one) => ({ keys: one, body: present(app, one) }));
    },
  },
  { method: "POST", path: "/apps/:app/collaborators", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app/collaborators/:collaborator",
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      return present(app, await find(call, app));
    },
  },
  { method: "DELETE", path: "/apps/:app/collaborators/:collaborator", needs: "write", handle: remove },
];

type Shown = {
  id: string;
  account_id: string;
  email: string;
  permissions: Permission[];
  role: "owner" | "collaborator";
  created_at: string;
  updated_at: string;
};

const held: Record<"read" | "write", Permission[]> = { read: ["view"], write: ["view", "deploy", "operate"] };

/** Returns the owner, whose entry has the app's id, and the users with whom the app is shared. */
async function readAll({ context }: Call, app: AppRow): Promise<Shown[]> {
  const owner = await context.db
    .selectFrom("accounts")
    .select(["id", "email"])
    .where("id", "=", app.owner_id)
    .executeTakeFirstOrThrow();
  const rows = await context.db
    .selectFrom("collaborators")
    .innerJoin("accounts", "accounts.id", "collaborators.account_id")
    .selectAll("collaborators")
    .select("accounts.email")
    .where("app_id", "=", app.id)
    .execute();
  return [
    {
      id: app.id,
      account_id: owner.id,
      email: owner.email,
      permissions: ["view", "deploy", "operate", "manage"],
      role: "owner",
      created_at: app.created_at,
      updated_at: app.created_at,
    },
    ...rows.map((row): Shown => ({ ...row, permissions: held[row.permission], role: "collaborator" })),
  ];
}

/** Returns a collaborator by its id, or the id or email of its account. Throws 404. */
async function find(call: Call, app: AppRow): Promise<Shown> {
  const asked = call.param("collaborator");
  const meant = asked === "~" ? call.account.id : asked;
  const one = (await readAll(call, app)).find((shown) =>
    [shown.id, shown.account_id, shown.email].includes(meant),
  );
  if (!one) throw notFound("collaborator");
  return one;
}

async function create(call: Call): Promise<unknown> {
  const { context } = call;
  const app = await findApp(call, "owner");
  const { user, permissions } = await call.json(Create);
  const account = await context.db
    .selectFrom("accounts")
    .select("id")
    .where((where) => where.or([where("id", "=", user), where("email", "=", user)]))
    .executeTakeFirst();
  if (!account) throw notFound("account");
  if (account.id === app.owner_id) throw invalid("User is already the owner of this app.");
  const views = permissions?.every(({ name }) => name === "view");
  const now = context.now().toISOString();
  const row = {
    id: context.newId(),
    app_id: app.id,
    account_id: account.id,
    created_at: now,
    updated_at: now,
  };
  const permission = views ? "read" : "write";
  await context.db
    .insertInto("collaborators")
    .values({ ...row, permission })
    .onConflict((conflict) =>
      conflict.columns(["app_id", "account_id"]).doUpdateSet({ permission, updated_at: now }),
    )
    .execute();
  const shown = (await readAll(call, app)).find((one) => one.account_id === account.id);
  if (!shown) throw notFound("collaborator");
  return present(app, shown);
}

/** The owner may remove anyone; others only themselves. */
async function remove(call: Call): Promise<unknown> {
  const app = await findApp(call, "read");
  const one = await find(call, app);
  if (one.account_id !== call.account.id) await findApp(call, "owner");
  if (one.role === "owner") throw invalid("The owner of an app cannot be removed from it.");
  await call.context.db.deleteFrom("collaborators").where("id", "=", one.id).execute();
  return present(app, one);
}

function present(app: AppRow, { id, account_id, email, permissions, role, ...times }: Shown) {
  return {
    app: { id: app.id, name: app.name },
    created_at: formatTime(times.created_at),
    id,
    permissions: permissions.map((name) => ({ name, description: descriptions[name] })),
    role,
    updated_at: formatTime(times.updated_at),
    user: { email, federated: false, id: account_id },
  };
}
