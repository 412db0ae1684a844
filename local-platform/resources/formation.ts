import { z } from "zod";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import type { AppRow, FormationRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import { dynoSizeNamed, presentDynoSize } from "./dynos";
import type { Call, Endpoint, ListItem } from "./endpoint";
import { formatTime } from "./platform-facts";

/** Heroku's limit of dynos per process type. */
const MOST_DYNOS = 100;

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "type", kind: "text", unique: true },
];

/** A number, also as text, or a change of the current one such as "+1". */
const Quantity = z.union([z.int().min(0).max(MOST_DYNOS), z.string().regex(/^[+-]?\d{1,3}$/)]);
const Size = z.object({ id: z.string().optional(), name: z.string().optional() });
const UpdateOne = z.object({
  quantity: Quantity.optional(),
  size: z.string().optional(),
  dyno_size: Size.optional(),
  /** Requires the Accept variant 3.docker-releases. */
  docker_image: z.string().min(1).optional(),
});
const UpdateMany = z.object({ updates: z.array(UpdateOne.extend({ type: z.string() })) });

export const formationEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/formation",
    needs: "read",
    sort,
    list: async (call) => list(call, await findApp(call, "read")),
  },
  {
    method: "PATCH",
    path: "/apps/:app/formation",
    needs: "write",
    handle: async (call) => {
      const app = await findApp(call, "write");
      const { updates } = await call.json(UpdateMany);
      const docker = updates.flatMap(({ type, docker_image }) =>
        docker_image ? [{ type, docker_image }] : [],
      );
      if (docker.length > 0) await releaseContainer(call, app, docker);
      // All types first: an unknown one must not leave the others changed.
      await Promise.all(updates.map(({ type }) => findProcess(call, app, type)));
      for (const update of updates) await scale(call, await findProcess(call, app, update.type), update);
      await call.engine.formationChanged(app.id);
      return (await list(call, app)).map((item) => item.body);
    },
  },
  {
    method: "GET",
    path: "/apps/:app/formation/:process",
    needs: "read",
    handle: async (call) => {
      const app = await findApp(call, "read");
      return present(app, await findProcess(call, app, call.param("process")));
    },
  },
  {
    method: "PATCH",
    path: "/apps/:app/formation/:process",
    needs: "write",
    handle: async (call) => {
      const app = await findApp(call, "write");
      const row = await findProcess(call, app, call.param("process"));
      await scale(call, row, await call.json(UpdateOne));
      await call.engine.formationChanged(app.id);
      return present(app, await findProcess(call, app, row.id));
    },
  },
];

async function list({ context }: Call, app: AppRow): Promise<ListItem[]> {
  const rows = await context.db.selectFrom("formation").selectAll().where("app_id", "=", app.id).execute();
  return rows.map((row) => ({ keys: row, body: present(app, row) }));
}

/** Returns a formation entry by type or id. Throws 404. */
async function findProcess({ context }: Call, app: AppRow, identity: string): Promise<FormationRow> {
  const row = await context.db
    .selectFrom("formation")
    .selectAll()
    .where("app_id", "=", app.id)
    .where((where) => where.or([where("type", "=", identity), where("id", "=", identity)]))
    .executeTakeFirst();
  if (!row) throw notFound("process type");
  return row;
}

type Scaling = Pick<z.infer<typeof UpdateOne>, "quantity" | "size" | "dyno_size">;

/** Stores the quantity and size of a process type; what is absent stays. Throws 422 `invalid_params`. */
async function scale({ context }: Call, row: FormationRow, wanted: Scaling): Promise<void> {
  const quantity = quantityAfter(row, wanted.quantity);
  if (row.type === "release" && quantity > 0)
    throw invalid("The release process type runs in the release phase only.");
  const named = wanted.dyno_size?.id ?? wanted.dyno_size?.name ?? wanted.size;
  const size = named === undefined ? row.size : dynoSizeNamed(named);
  if (size === null) throw invalid(`There is no dyno size ${named}.`);
  await context.db
    .updateTable("formation")
    .set({ quantity, size, updated_at: context.now().toISOString() })
    .where("id", "=", row.id)
    .execute();
}

function quantityAfter(row: FormationRow, wanted: Scaling["quantity"]): number {
  if (wanted === undefined) return row.quantity;
  const relative = typeof wanted === "string" && /^[+-]/.test(wanted);
  const quantity = Number(wanted) + (relative ? row.quantity : 0);
  if (quantity < 0 || quantity > MOST_DYNOS)
    throw invalid(`The quantity of ${row.type} must be between 0 and ${MOST_DYNOS}.`);
  return quantity;
}

function present(app: AppRow, row: FormationRow) {
  return {
    app: { id: app.id, name: app.name },
    command: row.command,
    created_at: formatTime(row.created_at),
    dyno_size: presentDynoSize(row.size),
    id: row.id,
    quantity: row.quantity,
    size: row.size,
    type: row.type,
    updated_at: formatTime(row.updated_at),
  };
}

/** A process type and the id of the Docker image to run. */
type DockerUpdate = { type: string; docker_image: string };

/**
 * Releases pushed Docker images, like `heroku container:release`, which patches the formation: creates a release without
 * a slug. The images themselves are not stored.
 */
async function releaseContainer(call: Call, app: AppRow, updates: DockerUpdate[]): Promise<void> {
  const { context, account, engine } = call;
  if (app.stack !== "container") throw invalid("Docker images can be released on the container stack only.");
  const time = context.now().toISOString();
  for (const { type } of updates) {
    const row: FormationRow = {
      id: context.newId(),
      app_id: app.id,
      type,
      quantity: type === "web" ? 1 : 0,
      size: "Basic",
      command: "(image)",
      created_at: time,
      updated_at: time,
    };
    await context.db
      .insertInto("formation")
      .values(row)
      .onConflict((conflict) => conflict.columns(["app_id", "type"]).doNothing())
      .execute();
  }
  const imageId = `docker:${updates.map(({ docker_image }) => docker_image).join(",")}`;
  const types = updates.map(({ type }) => type).join(", ");
  const images = updates.map(({ docker_image }) => docker_image.replace(/^sha256:/, "").slice(0, 12));
  const description = `Deployed ${types} (${images.join(", ")})`;
  await engine.createRelease({ appId: app.id, userId: account.id, slugId: null, imageId, description });
}
