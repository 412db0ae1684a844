import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { wait } from "@/lib/async";
import { storePromotion } from "@/local-platform/engine/promoter/store-promotion";
import { packFolder } from "@/local-platform/engine/tarball/pack";
import { recordBuild } from "@/local-platform/engine/webhooks/event-log";
import { sourceUrl } from "@/local-platform/objects/signed-urls";
import { stack } from "@/local-platform/resources/platform-facts";
import type { Services } from "@/local-platform/services";
import { type SeedBuild, type SeedPromotion, seedSteps } from "./plan";

const POLL_EVERY_MS = 300;

type Parts = Pick<Services, "context" | "engine" | "signer" | "webhooks">;

/**
 * Builds the sample sources one after the other, and promotes, in the background. Each step runs once in the life of a
 * data folder; the next start continues where this one stopped. User builds take precedence, and an app with one gets
 * no more samples.
 */
export async function seedBuildsOnce(parts: Parts, samplesDir: string, signal: AbortSignal): Promise<void> {
  for (const { mark, ...step } of seedSteps) {
    await idle(parts, signal);
    if (signal.aborted) return;
    if (await wasStarted(parts, mark)) continue;
    if ("sample" in step) {
      const buildId = await begin(parts, mark, step, samplesDir);
      if (buildId) await parts.engine.buildStored(buildId, { seed: true });
    } else {
      const promotionId = await beginPromotion(parts, mark, step);
      if (promotionId) parts.engine.promotionStored(promotionId);
    }
  }
}

/** Stores source and build. Returns null if the app is deleted or in use. */
async function begin(
  parts: Parts,
  mark: string,
  seed: SeedBuild,
  samplesDir: string,
): Promise<string | null> {
  const { context } = parts;
  const { db } = context;
  const app = await db.selectFrom("apps").select("id").where("name", "=", seed.app).executeTakeFirst();
  if (!app || (await hasOwnBuild(parts, app.id))) return null;

  const sourceId = context.newId();
  const key = `sources/${sourceId}`;
  await pack(join(samplesDir, seed.sample), join(context.dataDir, "blobs", key));
  const id = context.newId();
  const now = context.now().toISOString();
  const expires = new Date(context.now().getTime() + context.limits.sourceUrlMs).toISOString();
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto("sources")
      .values({ id: sourceId, account_id: seed.user, key, created_at: now, expires_at: expires })
      .execute();
    await transaction
      .insertInto("builds")
      .values({
        id,
        app_id: app.id,
        user_id: seed.user,
        status: "pending",
        stack: stack.name,
        buildpacks: "[]",
        source_url: sourceUrl(parts, "GET", sourceId),
        source_version: seed.version,
        source_version_description: seed.description,
        source_checksum: null,
        slug_id: null,
        release_id: null,
        exit_code: null,
        canceled: 0,
        created_at: now,
        started_at: null,
        updated_at: now,
      })
      .execute();
    await transaction.insertInto("meta").values({ key: mark, value: id }).execute();
    await recordBuild(parts.webhooks, transaction, "create", { id, app_id: app.id, user_id: seed.user });
  });
  return id;
}

/** Resolves when no build, release or promotion is pending, or when the platform stops. */
async function idle({ context }: Parts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const pending = await context.db
      .selectFrom("builds")
      .select("id")
      .where("status", "=", "pending")
      .union(context.db.selectFrom("releases").select("id").where("status", "=", "pending"))
      .union(context.db.selectFrom("promotions").select("id").where("status", "=", "pending"))
      .executeTakeFirst();
    if (!pending) return;
    await wait(POLL_EVERY_MS);
  }
}

async function pack(folder: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await pipeline(Readable.from(packFolder(folder, ".")), createGzip(), createWriteStream(file));
}

/** Stores a promotion of a sample. Returns null if one of its parts is deleted or it has no target. */
async function beginPromotion(
  parts: Pick<Services, "context">,
  mark: string,
  seed: SeedPromotion,
): Promise<string | null> {
  const { context } = parts;
  const { db } = context;
  const pipeline = await db
    .selectFrom("pipelines")
    .select("id")
    .where("name", "=", seed.pipeline)
    .executeTakeFirst();
  const release = await db
    .selectFrom("meta")
    .innerJoin("builds", "builds.id", "meta.value")
    .innerJoin("releases", "releases.id", "builds.release_id")
    .selectAll("releases")
    .where("meta.key", "=", seed.build)
    .executeTakeFirst();
  if (!pipeline || release?.status !== "succeeded") return null;
  const coupled = await db
    .selectFrom("pipeline_couplings")
    .innerJoin("apps", "apps.id", "pipeline_couplings.app_id")
    .select(["apps.id", "apps.name"])
    .where("pipeline_id", "=", pipeline.id)
    .execute();
  const app = coupled.find((candidate) => candidate.id === release.app_id);
  const targets: { appId: string; refusal: null }[] = [];
  for (const { id, name } of coupled) {
    if (seed.to.includes(name) && !(await hasOwnCode(parts, id))) targets.push({ appId: id, refusal: null });
  }
  if (!app || targets.length === 0) return null;
  const order = { pipelineId: pipeline.id, userId: seed.user, source: { app, release }, targets };
  const promotion = await storePromotion(context, order, async (trx, { id }) => {
    await trx.insertInto("meta").values({ key: mark, value: id }).execute();
  });
  return promotion.id;
}

type WithContext = Pick<Services, "context">;

/** Returns the ids of the sample builds. */
const seededBuilds = ({ context }: WithContext) =>
  context.db.selectFrom("meta").select("value").where("key", "like", "seeded-build-%");

async function wasStarted({ context }: WithContext, mark: string): Promise<boolean> {
  const found = await context.db.selectFrom("meta").select("key").where("key", "=", mark).executeTakeFirst();
  return found !== undefined;
}

/** Returns true if the app has a build that is not a sample. */
async function hasOwnBuild(parts: WithContext, appId: string): Promise<boolean> {
  const own = await parts.context.db
    .selectFrom("builds")
    .select("id")
    .where("app_id", "=", appId)
    .where("id", "not in", seededBuilds(parts))
    .executeTakeFirst();
  return own !== undefined;
}

/** Returns true if the app has a release whose code is not a sample's. */
async function hasOwnCode(parts: WithContext, appId: string): Promise<boolean> {
  const { db } = parts.context;
  const own = await db
    .selectFrom("releases")
    .select("id")
    .where("app_id", "=", appId)
    .where("slug_id", "is not", null)
    .where(
      "slug_id",
      "not in",
      db
        .selectFrom("builds")
        .select("slug_id")
        .where("id", "in", seededBuilds(parts))
        .where("slug_id", "is not", null),
    )
    .executeTakeFirst();
  return own !== undefined || hasOwnBuild(parts, appId);
}
