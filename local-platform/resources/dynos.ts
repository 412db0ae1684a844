import { notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { AppRow, DynoRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime } from "./platform-facts";

/** Heroku's dyno sizes of the Common Runtime by name. The ids are fixed, so that they are the same in every store. */
const dynoSizes = {
  Eco: "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e01",
  Basic: "3d0f7d5c-6b0b-4d6b-8f58-2f7c6b1f9a11",
  "Standard-1X": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e03",
  "Standard-2X": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e04",
  "Performance-M": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e05",
  "Performance-L": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e06",
  "Performance-L-RAM": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e07",
  "Performance-XL": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e08",
  "Performance-2XL": "6d28a4b0-5b0e-4a53-9b5a-0c1a6a0f3e09",
} as const;

/** Returns the name of a size given by id or by name in any case; null if there is none. */
export function dynoSizeNamed(identity: string): string | null {
  const wanted = identity.toLowerCase();
  const found = Object.entries(dynoSizes).find(
    ([name, id]) => name.toLowerCase() === wanted || id === wanted,
  );
  return found?.[0] ?? null;
}

/** Returns the size as a formation or dyno reports it. */
export function presentDynoSize(name: string): { id: string; name: string } {
  const id = Object.entries(dynoSizes).find(([known]) => known === name)?.[1] ?? dynoSizes.Basic;
  return { id, name };
}

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "name", kind: "text", unique: false },
];

export const dynoEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/dynos",
    needs: "read",
    sort,
    list: async (call) => {
      const app = await findApp(call, "read");
      const rows = await call.context.db
        .selectFrom("dynos")
        .selectAll()
        .where("app_id", "=", app.id)
        .execute();
      return rows.map((row) => ({ keys: row, body: present(app, row) }));
    },
  },
  {
    method: "GET",
    path: "/apps/:app/dynos/:dyno",
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      return present(app, await findDyno(call, app));
    },
  },
  { method: "DELETE", path: "/apps/:app/dynos", needs: "write", status: 202, handle: restartAll },
  { method: "DELETE", path: "/apps/:app/dynos/:dyno", needs: "write", status: 202, handle: restart },
  {
    method: "DELETE",
    path: "/apps/:app/formations/:process",
    needs: "write",
    status: 202,
    handle: restartType,
  },
  // Like Heroku's dyno manager, the platform starts the dynos of a formation again.
  {
    method: "POST",
    path: "/apps/:app/dynos/:dyno/actions/stop",
    needs: "write",
    status: 202,
    handle: restart,
  },
  {
    method: "POST",
    path: "/apps/:app/formations/:process/actions/stop",
    needs: "write",
    status: 202,
    handle: restartType,
  },
];

async function restartAll(call: Call): Promise<unknown> {
  await call.engine.restartDynos((await findApp(call, "write")).id);
  return {};
}

async function restart(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  await call.engine.restartDynos(app.id, { id: (await findDyno(call, app)).id });
  return {};
}

/** Restarts the dynos of a process type. Throws 404 if the app has no such type. */
async function restartType(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const type = call.param("process");
  const row = await call.context.db
    .selectFrom("formation")
    .select("type")
    .where("app_id", "=", app.id)
    .where("type", "=", type)
    .executeTakeFirst();
  if (!row) throw notFound("process type");
  await call.engine.restartDynos(app.id, { type });
  return {};
}

async function findDyno({ context, param }: Call, app: AppRow): Promise<DynoRow> {
  const row = await context.db
    .selectFrom("dynos")
    .selectAll()
    .where("app_id", "=", app.id)
    .where((where) => where.or([where("name", "=", param("dyno")), where("id", "=", param("dyno"))]))
    .executeTakeFirst();
  if (!row) throw notFound("dyno");
  return row;
}

function present(app: AppRow, dyno: DynoRow) {
  return {
    app: { id: app.id, name: app.name },
    attach_url: null,
    command: dyno.command,
    created_at: formatTime(dyno.created_at),
    id: dyno.id,
    name: dyno.name,
    release: { id: dyno.release_id, version: dyno.release_version },
    size: dyno.size,
    state: dyno.state,
    type: dyno.type,
    updated_at: formatTime(dyno.updated_at),
  };
}
