import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { wait } from "@/lib/async";
import { packFolder } from "../engine/tarball/pack-folder";
import { recordBuild } from "../engine/webhooks/record-build";
import { sourceUrl } from "../objects/signed-urls";
import { stack } from "../resources/platform-facts";
import type { Services } from "../services";
import { type SeedBuild, seedSteps } from "./plan";
import { beginPromotion } from "./seed-promotion";
import { hasOwnBuild, wasStarted } from "./user-work";

const LOOK_EVERY_MS = 300;

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
    await wait(LOOK_EVERY_MS);
  }
}

async function pack(folder: string, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await pipeline(Readable.from(packFolder(folder, ".")), createGzip(), createWriteStream(file));
}
