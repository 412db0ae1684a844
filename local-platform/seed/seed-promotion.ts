import { storePromotion } from "../engine/promoter/store-promotion";
import type { Services } from "../services";
import type { SeedPromotion } from "./plan";
import { hasOwnCode } from "./user-work";

type Parts = Pick<Services, "context">;

/** Stores a promotion of a sample. Returns null if one of its parts is deleted or it has no target. */
export async function beginPromotion(
  parts: Parts,
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
