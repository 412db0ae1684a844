import { z } from "zod";
import type { Call, Endpoint } from "../http/endpoint";
import type { AppRow } from "../store/tables";
import { findApp } from "./find-app";

const ConfigVars = z.record(z.string(), z.string());
const MAX_BYTES = 32 * 1024;
const Changes = z
  .record(
    z.string().regex(/^[A-Za-z_]\w{0,254}$/, "is no name for a config var: use letters, digits and _"),
    z.string().nullable(),
  )
  .refine((changes) => JSON.stringify(changes).length <= MAX_BYTES, "Config vars may hold 32 KB at most");

export const configVarEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/config-vars",
    needs: "read-protected",
    handle: async (call) => parseConfigVars((await findApp(call, "write")).config_vars),
  },
  { method: "PATCH", path: "/apps/:app/config-vars", needs: "write-protected", handle: change },
];

export function parseConfigVars(json: string): Record<string, string> {
  return ConfigVars.parse(JSON.parse(json));
}

/** Sets, and unsets what is null. What changes anything makes a release with the same slug. */
async function change(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const changes = await call.json(Changes);
  const { vars, set, removed } = await store(call, app, changes);
  if (set.length + removed.length === 0) return vars;
  const words = [
    ...(set.length > 0 ? [`Set ${set.join(", ")} config vars`] : []),
    ...(removed.length > 0
      ? [`${set.length > 0 ? "remove" : "Remove"} ${removed.join(", ")} config vars`]
      : []),
  ];
  await call.engine.createRelease({
    appId: app.id,
    userId: call.account.id,
    slugId: await currentSlug(call, app),
    description: words.join(", "),
  });
  return vars;
}

async function store({ context }: Call, app: AppRow, changes: Record<string, string | null>) {
  return context.db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("apps")
      .select("config_vars")
      .where("id", "=", app.id)
      .executeTakeFirstOrThrow();
    const vars = new Map(Object.entries(parseConfigVars(row.config_vars)));
    const set: string[] = [];
    const removed: string[] = [];
    for (const [name, value] of Object.entries(changes)) {
      if (value === null && vars.delete(name)) removed.push(name);
      if (value === null || vars.get(name) === value) continue;
      vars.set(name, value);
      set.push(name);
    }
    const changed = Object.fromEntries(vars);
    await transaction
      .updateTable("apps")
      .set({ config_vars: JSON.stringify(changed), updated_at: context.now().toISOString() })
      .where("id", "=", app.id)
      .execute();
    return { vars: changed, set, removed };
  });
}

async function currentSlug({ context }: Call, app: AppRow): Promise<string | null> {
  const current = await context.db
    .selectFrom("releases")
    .select("slug_id")
    .where("app_id", "=", app.id)
    .where("current", "=", 1)
    .executeTakeFirst();
  return current?.slug_id ?? null;
}
