import { randomInt } from "node:crypto";
import { z } from "zod";
import { APP_NAME } from "@/lib/schemas/common";
import type { Context } from "@/local-platform/context";
import { invalid } from "@/local-platform/http/api-error";
import type { AppRow, ReleaseRow } from "@/local-platform/store/tables";
import { requireSelf } from "./account";
import { appSort, findApp, listApps, type OwnedApp, presentApp, withOwner } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { stack, stacks } from "./platform-facts";
import { type RegionName, regionNamed, regions } from "./regions";

const Name = z
  .string()
  .regex(
    APP_NAME,
    "must start with a letter, end with a letter or digit, and hold 3 to 30 of a-z, 0-9 and -",
  );
/** A container app runs pushed Docker images and is never built. */
const Stack = z
  .enum([stack.name, stack.id, stacks.container.name, stacks.container.id])
  .transform((identity) => (isContainer(identity) ? stacks.container.name : stack.name));
const Create = z.object({
  name: Name.optional(),
  region: z.enum(["us", "eu", regions.us.id, regions.eu.id]).optional(),
  stack: Stack.optional(),
});
const Update = z.object({
  name: Name.optional(),
  /** Heroku accepts 0 and 1 and text, too. */
  maintenance: z
    .union([z.boolean(), z.stringbool(), z.literal([0, 1]).transform((value) => value === 1)])
    .optional(),
  build_stack: Stack.optional(),
});

export const appEndpoints: Endpoint[] = [
  { method: "GET", path: "/apps", needs: "read", sort: appSort, list: listApps },
  {
    method: "GET",
    path: "/users/:account/apps",
    needs: "read",
    sort: appSort,
    list: (call) => {
      requireSelf(call);
      return listApps(call);
    },
  },
  { method: "POST", path: "/apps", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app",
    needs: "read",
    handle: async (call) => presentApp(call, await owned(call, "read")),
  },
  { method: "PATCH", path: "/apps/:app", needs: "write", handle: update },
  { method: "DELETE", path: "/apps/:app", needs: "write", handle: remove },
];

function isContainer(identity: string): boolean {
  return identity === stacks.container.name || identity === stacks.container.id;
}

async function owned(call: Call, permission: "read" | "write" | "owner"): Promise<OwnedApp> {
  return withOwner(call, (await findApp(call, permission)).id);
}

async function create(call: Call): Promise<unknown> {
  const wanted = await call.json(Create);
  const name = wanted.name ?? randomName();
  await refuseTaken(call, name);
  const id = await storeApp(call, name, regionNamed(wanted.region), wanted.stack);
  return presentApp(call, await withOwner(call, id));
}

async function storeApp(
  { context, account }: Call,
  name: string,
  region: RegionName,
  stackName: string = stack.name,
): Promise<string> {
  const { app: row, release } = newAppRows(context, name, account.id, region);
  const app = { ...row, stack: stackName };
  await context.db.transaction().execute(async (transaction) => {
    await transaction.insertInto("apps").values(app).execute();
    await transaction.insertInto("releases").values(release).execute();
  });
  return app.id;
}

async function update(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const { name, maintenance, build_stack } = await call.json(Update);
  if (name !== undefined && name !== app.name) {
    await findApp(call, "owner");
    await refuseTaken(call, name);
  }
  const changed = {
    name: name ?? app.name,
    stack: build_stack ?? app.stack,
    maintenance: (maintenance ?? app.maintenance === 1) ? 1 : 0,
    updated_at: call.context.now().toISOString(),
  } satisfies Partial<AppRow>;
  await call.context.db.transaction().execute(async (trx) => {
    await trx.updateTable("apps").set(changed).where("id", "=", app.id).execute();
    const previous = { name: app.name, maintenance: app.maintenance === 1 };
    const what = { include: "api:app", action: "update", previous } as const;
    await call.webhooks.record(trx, { ...what, appId: app.id, id: app.id, userId: call.account.id });
  });
  return presentApp(call, await withOwner(call, app.id));
}

async function remove(call: Call): Promise<unknown> {
  const app = await owned(call, "owner");
  await call.context.db.deleteFrom("apps").where("id", "=", app.id).execute();
  await call.engine.appDeleted(app.id);
  return presentApp(call, app);
}

async function refuseTaken(call: Call, name: string): Promise<void> {
  const taken = await call.context.db
    .selectFrom("apps")
    .select("id")
    .where("name", "=", name)
    .executeTakeFirst();
  if (taken) throw invalid(`Name ${name} is already taken`);
}

const adjectives =
  "aged ancient blooming calm crisp damp fierce frozen gentle hidden icy late limitless misty morning proud quiet rapid restless rough salty serene sleepy still stormy sturdy tranquil warm whispering wild".split(
    " ",
  );
const nouns =
  "anchor badlands bay beyond brook cliffs coast dawn depths falls fjord forest garden harbor headland inlet island lake meadow mesa ocean peak plains reef river shelf shore springs tides waters".split(
    " ",
  );

/** Returns a random name in Heroku's style: limitless-fjord-5604. */
function randomName(): string {
  return `${pick(adjectives)}-${pick(nouns)}-${randomInt(10_000, 99_999)}`;
}

function pick(words: string[]): string {
  return words[randomInt(words.length)] ?? "calm";
}

/** Returns the rows of a new app: the app, and its release v1 "Initial release", which has no code. */
export function newAppRows(
  context: Context,
  name: string,
  ownerId: string,
  region: RegionName = "us",
): { app: AppRow; release: ReleaseRow } {
  const now = context.now().toISOString();
  const app: AppRow = {
    id: context.newId(),
    name,
    owner_id: ownerId,
    region,
    generation: "cedar",
    stack: stack.name,
    maintenance: 0,
    buildpack_provided_description: null,
    config_vars: "{}",
    slug_size: null,
    created_at: now,
    released_at: now,
    updated_at: now,
  };
  const release: ReleaseRow = {
    id: context.newId(),
    app_id: app.id,
    version: 1,
    user_id: ownerId,
    status: "succeeded",
    current: 1,
    description: "Initial release",
    slug_id: null,
    image_id: null,
    config_vars: "{}",
    release_phase: 0,
    created_at: now,
    updated_at: now,
  };
  return { app, release };
}
