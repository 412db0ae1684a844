import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { wait } from "@/lib/async";
import { type Context, defaultLimits, type Limits } from "@/local-platform/context";
import { createEngine } from "@/local-platform/engine/create-engine";
import { openStore } from "@/local-platform/store/open-store";
import type { BuildRow } from "@/local-platform/store/tables";
import { packTar, textEntry } from "@/test/harness/tarballs";

const fastLimits: Limits = {
  ...defaultLimits,
  buildMs: 20_000,
  releaseBootMs: 0,
  promotionMs: 0,
  bootMs: 5_000,
  killMs: 300,
  restartMs: 20,
  restartCapMs: 80,
  drainMs: 200,
  prebootMs: 300,
};

/** Creates a store with one user in temporary folders; `close` removes everything. */
export async function openTestContext(limits: Partial<Limits> = {}) {
  const root = await mkdtemp(join(tmpdir(), "slipway-engine-"));
  const folders = { dataDir: join(root, "data"), workDir: join(root, "work") };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder)));
  const db = await openStore(join(folders.dataDir, "platform.db"));
  const problems: string[] = [];
  const context: Context = {
    ...folders,
    db,
    origins: () => ({
      api: "http://127.0.0.1:1",
      objects: "http://127.0.0.1:2",
      apps: "http://*.localhost:3",
    }),
    now: () => new Date(),
    newId: randomUUID,
    limits: { ...fastLimits, ...limits },
    log: (level, message, facts) => {
      if (level === "error") problems.push(`${message} ${JSON.stringify(facts ?? {})}`);
    },
  };
  const userId = randomUUID();
  const time = context.now().toISOString();
  const stamps = { created_at: time, updated_at: time };
  await db
    .insertInto("accounts")
    .values({ id: userId, email: "ada@example.com", name: "Ada", ...stamps })
    .execute();
  async function close() {
    await db.destroy();
    await rm(root, { recursive: true, force: true });
  }
  return { root, context, userId, stamps, problems, close };
}

/** Creates an engine with its own store and the functions of the HTTP API: create apps, serve sources, store builds. */
export async function openTestEngine(limits: Partial<Limits> = {}) {
  const base = await openTestContext(limits);
  const { context, userId, stamps } = base;
  const { db } = context;
  const sources = await serveSources();
  let engine = createEngine(context);

  async function createApp(name: string, configVars: Record<string, string> = {}): Promise<string> {
    const id = randomUUID();
    const fixed = {
      region: "us",
      generation: "cedar",
      stack: "heroku-24",
      maintenance: 0,
      slug_size: null,
      released_at: null,
    } satisfies {
      generation: "cedar";
      maintenance: 0;
      [name: string]: unknown;
    };
    await db
      .insertInto("apps")
      .values({
        ...fixed,
        id,
        name,
        owner_id: userId,
        buildpack_provided_description: null,
        config_vars: JSON.stringify(configVars),
        ...stamps,
      })
      .execute();
    return id;
  }

  /** Stores a build as the API does, and passes it to the engine. */
  async function build(
    appId: string,
    source: Uint8Array | string,
    options: { seed?: boolean; checksum?: string } = {},
  ) {
    const id = randomUUID();
    const url = typeof source === "string" ? source : sources.add(source);
    await storeBuild(id, appId, url, { source_checksum: options.checksum ?? null });
    await engine.buildStored(id, { seed: options.seed ?? false });
    return id;
  }

  async function storeBuild(id: string, appId: string, url: string, more: Partial<BuildRow> = {}) {
    const row = {
      status: "pending",
      stack: "heroku-24",
      buildpacks: "[]",
      source_version: null,
      source_version_description: null,
      source_checksum: null,
      slug_id: null,
      release_id: null,
      exit_code: null,
      started_at: null,
      ...stamps,
      ...more,
    } satisfies Partial<BuildRow>;
    await db
      .insertInto("builds")
      .values({ ...row, id, app_id: appId, user_id: userId, source_url: url, canceled: 0 })
      .execute();
  }

  const buildRow = (id: string) =>
    db.selectFrom("builds").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

  /** Resolves with the row and its whole output when the build is no longer `pending`. */
  async function built(id: string) {
    await until(async () => (await buildRow(id)).status !== "pending");
    return { ...(await buildRow(id)), output: await text(engine.outputs.read(id, 0)) };
  }

  return {
    ...base,
    sources,
    get engine() {
      return engine;
    },
    createApp,
    build,
    built,
    storeBuild,
    buildRow,
    releases: (appId: string) =>
      db.selectFrom("releases").selectAll().where("app_id", "=", appId).orderBy("version").execute(),
    /** Simulates a crash: the same store, without the state in memory. */
    async restart() {
      engine = createEngine(context);
      await engine.recover();
    },
    async close() {
      await engine.close();
      sources.close();
      await base.close();
    },
  };
}

/** Serves blobs over HTTP, as the objects origin does. */
async function serveSources() {
  const blobs = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const blob = blobs.get(request.url?.split("?")[0] ?? "");
    response.writeHead(blob ? 200 : 404).end(blob);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    add(blob: Uint8Array): string {
      const path = `/${randomUUID()}`;
      blobs.set(path, blob);
      return `http://127.0.0.1:${port}${path}?X-Amz-Signature=secret`;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Polls until the condition is true; the test's timeout limits the wait. */
export async function until(check: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await check())) await wait(10);
}

/** A gzipped tarball of these files. */
export async function tarballOf(files: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  return gzipSync(packTar(Object.entries(files).map(([name, body]) => textEntry(name, body))));
}
