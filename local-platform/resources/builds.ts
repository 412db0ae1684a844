import { z } from "zod";
import { Checksum } from "@/lib/schemas/common";
import { recordBuild } from "@/local-platform/engine/webhooks/event-log";
import { invalid, notFound } from "@/local-platform/http/api-error";
import type { SortField } from "@/local-platform/http/ranges";
import { outputUrl } from "@/local-platform/objects/signed-urls";
import type { Services } from "@/local-platform/services";
import type { AppRow, BuildRow } from "@/local-platform/store/tables";
import { findApp } from "./app-queries";
import type { Call, Endpoint } from "./endpoint";
import { formatTime, generations, reportedStatus, stack } from "./platform-facts";

const sort: SortField[] = [
  { name: "id", kind: "text", unique: true },
  { name: "created_at", kind: "time", unique: false },
  { name: "started_at", kind: "time", unique: false },
];

const Buildpack = z.object({ url: z.string().optional(), name: z.string().optional() });
const Create = z.object({
  source_blob: z.object({
    url: z.url({ protocol: /^https?$/, error: "must be an http or https URL" }),
    version: z.string().max(1000).nullish(),
    version_description: z.string().max(10_000).nullish(),
    checksum: z.union([Checksum, z.literal("")]).nullish(),
  }),
  buildpacks: z.array(Buildpack).nullish(),
});

export const buildEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/apps/:app/builds",
    needs: "read",
    sort,
    list: async (call) => {
      const app = await findApp(call, "read");
      const rows = await findBuilds(call, app).execute();
      return rows.map((row) => ({
        keys: { ...row, started_at: row.started_at ?? row.created_at },
        body: present(call, row),
      }));
    },
  },
  { method: "POST", path: "/apps/:app/builds", needs: "write", status: 201, handle: create },
  {
    method: "GET",
    path: "/apps/:app/builds/:build",
    needs: "read",
    handle: async (call) => present(call, await findBuild(call, await findApp(call, "read"))),
  },
  { method: "DELETE", path: "/apps/:app/builds/:build", needs: "write", handle: cancel },
  // The older way to read a build's output: all lines at once, and the exit code.
  { method: "GET", path: "/apps/:app/builds/:build/result", needs: "read", handle: result },
];

type Shown = BuildRow & { user_email: string };

/** Returns a query for an app's builds with the email of their user. */
export function findBuilds({ context }: Pick<Services, "context">, app: Pick<AppRow, "id">) {
  return context.db
    .selectFrom("builds")
    .innerJoin("accounts", "accounts.id", "builds.user_id")
    .selectAll("builds")
    .select("accounts.email as user_email")
    .where("builds.app_id", "=", app.id);
}

/** Returns the build named in the path. Throws 404. */
export async function findBuild(call: Call, app: AppRow): Promise<Shown> {
  const row = await findBuilds(call, app).where("builds.id", "=", call.param("build")).executeTakeFirst();
  if (!row) throw notFound("build");
  return row;
}

async function create(call: Call): Promise<unknown> {
  const { context, account, engine } = call;
  const app = await findApp(call, "write");
  if (app.generation !== "cedar" || app.stack === "container")
    throw invalid("The local platform builds Cedar apps with slugs only.");
  const { source_blob: source, buildpacks } = await call.json(Create);
  const now = context.now().toISOString();
  const build: BuildRow = {
    id: context.newId(),
    app_id: app.id,
    user_id: account.id,
    status: "pending",
    stack: stack.name,
    buildpacks: JSON.stringify(buildpacks ?? []),
    source_url: source.url,
    source_version: source.version ?? null,
    source_version_description: source.version_description ?? null,
    source_checksum: source.checksum || null,
    slug_id: null,
    release_id: null,
    exit_code: null,
    canceled: 0,
    created_at: now,
    started_at: null,
    updated_at: now,
  };
  await context.db.transaction().execute(async (trx) => {
    await trx.insertInto("builds").values(build).execute();
    await recordBuild(call.webhooks, trx, "create", build);
  });
  await engine.buildStored(build.id);
  return present(call, { ...build, user_email: account.email });
}

async function cancel(call: Call): Promise<unknown> {
  const app = await findApp(call, "write");
  const build = await findBuild(call, app);
  if (build.status !== "pending")
    throw invalid(`Build ${build.id} has ${build.status} already; only a pending build can be canceled.`);
  await call.engine.cancelBuild(build.id);
  return present(call, await findBuild(call, app));
}

export function present(call: Pick<Services, "context" | "signer" | "lagMs">, build: Shown) {
  return {
    app: { id: build.app_id },
    buildpacks: z.array(Buildpack).parse(JSON.parse(build.buildpacks)),
    created_at: formatTime(build.created_at),
    generation: generations.cedar.name,
    id: build.id,
    output_stream_url: outputUrl(call, build.app_id, build.id),
    release: build.release_id === null ? null : { id: build.release_id },
    slug: build.slug_id === null ? null : { id: build.slug_id },
    source_blob: {
      checksum: build.source_checksum,
      url: build.source_url,
      version: build.source_version,
      version_description: build.source_version_description,
    },
    stack: build.stack,
    status: reportedStatus(call, build),
    updated_at: formatTime(build.updated_at),
    user: { email: build.user_email, id: build.user_id },
  };
}

async function result(call: Call): Promise<unknown> {
  const build = await findBuild(call, await findApp(call, "read"));
  const output = await outputSoFar(call, build.id);
  return {
    build: { id: build.id, status: reportedStatus(call, build) },
    exit_code: build.exit_code,
    lines: (output.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => ({ line, stream: streamOf(line) })),
  };
}

/**
 * The platform's own ` !` lines are STDERR. Output of commands is indented and always STDOUT: both of their streams
 * share one pipe, because two would lose the order of the lines.
 */
function streamOf(line: string): "STDERR" | "STDOUT" {
  return line.startsWith(" !") ? "STDERR" : "STDOUT";
}

/** Returns the output stored so far. */
async function outputSoFar({ engine }: Call, id: string): Promise<string> {
  const stat = await engine.outputs.stat(id);
  if (!stat || stat.bytes === 0) return "";
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of engine.outputs.read(id, 0)) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (length >= stat.bytes) break;
  }
  return Buffer.concat(parts).subarray(0, stat.bytes).toString();
}
