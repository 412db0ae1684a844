import { notFound } from "../http/api-error";
import type { SortField } from "../http/ranges";
import type { AppRow, DynoRow } from "../store/tables";
import type { Call, Endpoint } from "./endpoint";
import { findApp } from "./find-app";
import { formatTime } from "./platform-facts";

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
