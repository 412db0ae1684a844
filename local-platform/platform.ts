import { randomBytes, randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Hono } from "hono";
import { createApiApp } from "./api-app";
import { type Context, defaultLimits, type Limits, type Origins } from "./context";
import { createEngine } from "./engine/create-engine";
import type { Engine } from "./engine/engine";
import { expireArtifacts } from "./engine/releaser/expire-artifacts";
import { createWebhooks } from "./engine/webhooks/create-webhooks";
import { createFaultSwitches } from "./http/fault-switches";
import { createRateLimiter } from "./http/rate-limit";
import { createSigner } from "./http/signer";
import type { OauthClient } from "./identity/tokens";
import { forgetExpiredTokens } from "./identity/tokens";
import { createObjectsApp } from "./objects/objects-app";
import { clearAside, sweepSources } from "./objects/receive-blob";
import { describeEvent } from "./resources/event-data";
import { createRouter, type Router } from "./router/router";
import { keptSecret, scriptToken, seedPeople } from "./seed/people";
import { seedAppsOnce, seedPipelineOnce } from "./seed/seed-apps";
import { seedBuildsOnce } from "./seed/seed-builds";
import { holdFolder, makeOwnFolder } from "./store/folders";
import { openStore } from "./store/open-store";

const SWEEP_EVERY_MS = 10 * 60_000;

export type PlatformOptions = {
  dataDir: string;
  workDir: string;
  origins: () => Origins;
  client?: OauthClient | null;
  now?: () => Date;
  newId?: () => string;
  limits?: Partial<Limits>;
  log?: Context["log"];
  /** Folder of the sample sources; null seeds only the users. */
  samplesDir?: string | null;
  /** True to enable the fault switches. */
  control?: boolean;
};

export type Platform = {
  api: Hono;
  objects: Hono;
  router: Router;
  engine: Engine;
  context: Context;
  scriptToken: string;
  close(): Promise<void>;
};

/** Opens a local platform on one data folder. The caller binds `api`, `objects` and the router to ports. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { dataDir, workDir, origins, client = null } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await makeOwnFolder(workDir);
  const letGo = holdFolder(dataDir);
  const secret = await keptSecret(join(dataDir, "signing-secret"), () => randomBytes(32).toString("hex"));
  const db = await openStore(join(dataDir, "platform.db"));
  let ahead = 0;
  const context: Context = {
    db,
    dataDir,
    workDir,
    origins,
    now: () => new Date((options.now?.() ?? new Date()).getTime() + ahead),
    newId: options.newId ?? randomUUID,
    limits: { ...defaultLimits, ...options.limits },
    log: options.log ?? (() => {}),
  };
  await seedPeople(context);
  await forgetExpiredTokens(context);
  await clearAside(join(dataDir, "blobs"));
  const sweep = async () => {
    await sweepSources(context);
    await expireArtifacts(context);
  };
  await sweep();
  const sweeping = setInterval(() => {
    sweep().catch((error: unknown) =>
      context.log("error", "Old sources and slugs stay", { error: String(error) }),
    );
  }, SWEEP_EVERY_MS).unref();
  const faults = options.control ? createFaultSwitches(context) : null;
  const { limits } = context;
  const signer = createSigner(secret);
  const webhooks = createWebhooks(context, describeEvent({ context, signer }));
  const delays = {
    promotionMs: () => faults?.delay("promotion_delay_ms") ?? limits.promotionMs,
    releaseBootMs: () => faults?.delay("release_boot_ms") ?? limits.releaseBootMs,
  };
  const engine = createEngine(context, delays, webhooks);
  await engine.recover();
  await webhooks.recover();
  const services = {
    context,
    engine,
    signer,
    webhooks,
    limiter: createRateLimiter(context),
    advance: (ms: number) => {
      ahead += ms;
      return sweep();
    },
    lagMs: () => faults?.delay("lag_ms") ?? 0,
  };
  const samples = options.samplesDir ?? null;
  if (samples !== null) {
    await seedAppsOnce(context);
    await seedPipelineOnce(context);
  }
  const leaving = new AbortController();
  // Samples are built in the background; their failure is logged and has no other effect.
  const seeding =
    samples === null
      ? Promise.resolve()
      : seedBuildsOnce(services, samples, leaving.signal).catch((error: unknown) => {
          if (!leaving.signal.aborted)
            context.log("error", "The samples were not built", { error: String(error) });
        });
  return {
    api: createApiApp({ services, client, secret, faults }),
    objects: createObjectsApp(services, faults),
    router: createRouter(engine),
    engine,
    context,
    scriptToken: await scriptToken(context),
    async close() {
      leaving.abort();
      clearInterval(sweeping);
      await seeding;
      await engine.close();
      await webhooks.close();
      await db.destroy();
      letGo();
    },
  };
}
