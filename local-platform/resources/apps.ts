import { z } from "zod";
import { APP_NAME } from "@/lib/schemas/common";
import { invalid } from "../http/api-error";
import type { Call, Endpoint, ListItem } from "../http/endpoint";
import type { SortField } from "../http/ranges";
import type { AppRow } from "../store/tables";
import { requireSelf } from "./account";
import { madeUpName } from "./app-names";
import { findApp } from "./find-app";
import { newAppRows } from "./new-app";
import { generation, region, shownTime, stack } from "./platform-facts";

type Owned = AppRow & { owner_email: string };

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: true },
  { name: "updated_at", kind: "time", unique: false },
];

const Name = z
  .string()
  .regex(
    APP_NAME,
    "must start with a letter, end with a letter or digit, and hold 3 to 30 of a-z, 0-9 and -",
  );
const Create = z.object({
  name: Name.optional(),
  region: z.enum(["us", region.id]).optional(),
  stack: z.enum([stack.name, stack.id]).optional(),
});
const Update = z.object({
  name: Name.optional(),
  maintenance: z.boolean().optional(),
  build_stack: z.enum([stack.name, stack.id]).optional(),
});

export const appEndpoints: Endpoint[] = [
  { method: "GET", path: "/apps", needs: "read", sort, list },
  {
    method: "GET",
    path: "/users/:account/apps",
    needs: "read",
    sort,
    list: (call) => {
      requireSelf(call);
      return list(call);
    },
  },
  { method: "POST", path: "/apps", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app",
    needs: "read",
    handle: async (call) => present(call, await owned(call, "read")),
  },
  { method: "PATCH", path: "/apps/:app", needs: "write", handle: update },
  { method: "DELETE", path: "/apps/:app", needs: "write", handle: remove },
];

async function list(call: Call): Promise<ListItem[]> {
  const rows = await call.context.db
    .selectFrom("apps")
    .innerJoin("accounts", "accounts.id", "apps.owner_id")
    .selectAll("apps")
    .select("accounts.email as owner_email")
    .where((where) =>
      where.or([
        where("apps.owner_id", "=", call.account.id),
        where(
          "apps.id",
          "in",
          where.selectFrom("collaborators").select("app_id").where("account_id", "=", call.account.id),
        ),
      ]),
    )
    .execute();
  return rows.map((row) => ({ keys: row, body: present(call, row) }));
}

async function owned(call: Call, permission: "read" | "write" | "owner"): Promise<Owned> {
  return withOwner(call, (await findApp(call, permission)).id);
}

async function withOwner(call: Call, id: string): Promise<Owned> {
  return call.context.db
    .selectFrom("apps")
    .innerJoin("accounts", "accounts.id", "apps.owner_id")
    .selectAll("apps")
    .select("accounts.email as owner_email")
    .where("apps.id", "=", id)
    .executeTakeFirstOrThrow();
}

async function create(call: Call): Promise<unknown> {
  const wanted = await call.json(Create);
  const name = wanted.name ?? madeUpName();
  await refuseTaken(call, name);
  const id = await storeApp(call, name);
  return present(call, await withOwner(call, id));
}

async function storeApp({ context, account }: Call, name: string): Promise<string> {
  const { app, release } = newAppRows(context, name, account.id);
  await context.db.transaction().execute(async (transaction) => {
    await transaction.insertInto("apps").values(app).execute();
    await transaction.insertInto("releases").values(release).execute();
  });
  return app.id;
}

async function update(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const { name, maintenance } = await call.json(Update);
  if (name !== undefined && name !== app.name) {
    await findApp(call, "owner");
    await refuseTaken(call, name);
  }
  await call.context.db
    .updateTable("apps")
    .set({
      name: name ?? app.name,
      maintenance: (maintenance ?? app.maintenance === 1) ? 1 : 0,
      updated_at: call.context.now().toISOString(),
    })
    .where("id", "=", app.id)
    .execute();
  return present(call, await withOwner(call, app.id));
}

async function remove(call: Call): Promise<unknown> {
  const app = await owned(call, "owner");
  await call.context.db.deleteFrom("apps").where("id", "=", app.id).execute();
  await call.engine.appDeleted(app.id);
  return present(call, app);
}

async function refuseTaken(call: Call, name: string): Promise<void> {
  const taken = await call.context.db
    .selectFrom("apps")
    .select("id")
    .where("name", "=", name)
    .executeTakeFirst();
  if (taken) throw invalid(`Name ${name} is already taken`);
}

function present({ context }: Call, app: Owned) {
  return {
    acm: false,
    archived_at: null,
    build_stack: stack,
    buildpack_provided_description: app.buildpack_provided_description,
    created_at: shownTime(app.created_at),
    generation,
    git_url: `https://git.heroku.com/${app.name}.git`,
    id: app.id,
    internal_routing: false,
    maintenance: app.maintenance === 1,
    name: app.name,
    organization: null,
    owner: { email: app.owner_email, id: app.owner_id },
    region,
    released_at: shownTime(app.released_at),
    repo_size: null,
    slug_size: app.slug_size,
    space: null,
    stack,
    team: null,
    updated_at: shownTime(app.updated_at),
    web_url: `${context.origins().apps.replace("*", app.name)}/`,
  };
}
