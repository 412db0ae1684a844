import { setTimeout as wait } from "node:timers/promises";
import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { Releaser } from "@/local-platform/engine/releaser/create-releaser";
import type { PromotionRow, PromotionTargetRow } from "@/local-platform/store/pipeline-tables";
import type { Tables } from "@/local-platform/store/tables";
import { endTarget, settleTarget } from "./store-promotion";

export type Promoter = {
  /** See Engine.promotionStored. */
  stored(promotionId: string): void;
  /** Resumes the promotions that an earlier run did not finish. */
  recover(): Promise<void>;
  /** Fails the pending targets of an app that is being deleted. */
  dropApp(appId: string): Promise<void>;
  close(): Promise<void>;
};

export type PromoterParts = {
  context: Context;
  releaser: Pick<Releaser, "create">;
  /** Delay between a promotion and its releases, in ms. */
  delayMs(): number;
};

/** Creates exactly one release on each target of a promotion, even across restarts. */
export function createPromoter({ context, releaser, delayMs }: PromoterParts): Promoter {
  const { db, now } = context;
  const leaving = new AbortController();
  const running = new Set<Promise<void>>();

  async function carryOut(promotionId: string) {
    await wait(delayMs(), undefined, { signal: leaving.signal });
    const promotion = await db
      .selectFrom("promotions")
      .selectAll()
      .where("id", "=", promotionId)
      .executeTakeFirst();
    if (promotion?.status !== "pending") return;
    const targets = await db
      .selectFrom("promotion_targets")
      .selectAll()
      .where("promotion_id", "=", promotionId)
      .where("status", "=", "pending")
      .where("release_id", "is", null)
      .orderBy("position")
      .execute();
    for (const target of targets) {
      // Targets that have not started are released after the next start.
      if (leaving.signal.aborted) return;
      await begin(promotion, target);
    }
  }

  async function begin(promotion: PromotionRow, target: PromotionTargetRow) {
    if (target.error_message !== null) return fail(target, target.error_message);
    const request = {
      appId: target.app_id,
      userId: promotion.user_id,
      slugId: promotion.slug_id,
      imageId: promotion.image_id,
      description: promotion.description,
    };
    try {
      await releaser.create(request, (trx, release) => link(trx, target, release.id));
    } catch (error) {
      context.log("warn", `a promotion to ${target.app_id} made no release`, { error: String(error) });
      await fail(target, "The release could not be created");
    }
  }

  /** Runs in the transaction that stores the release: a target never gets a second release. */
  async function link(trx: Transaction<Tables>, target: PromotionTargetRow, releaseId: string) {
    const { numUpdatedRows } = await trx
      .updateTable("promotion_targets")
      .set({ release_id: releaseId })
      .where("id", "=", target.id)
      .where("release_id", "is", null)
      .where("status", "=", "pending")
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Error(`The promotion target ${target.id} has its release already.`);
    const release = await trx
      .selectFrom("releases")
      .select("status")
      .where("id", "=", releaseId)
      .executeTakeFirst();
    if (release?.status === "succeeded") await settleTarget(trx, releaseId, null, now().toISOString());
  }

  async function fail(target: PromotionTargetRow, why: string) {
    await db.transaction().execute(async (trx) => {
      const open = await trx
        .selectFrom("promotion_targets")
        .select("id")
        .where("id", "=", target.id)
        .where("status", "=", "pending")
        .executeTakeFirst();
      if (open) await endTarget(trx, target, why, now().toISOString());
    });
  }

  function stored(promotionId: string) {
    const work = carryOut(promotionId)
      .catch((error) => {
        if (!leaving.signal.aborted)
          context.log("error", `promotion ${promotionId} was not carried out`, { error: String(error) });
      })
      .finally(() => running.delete(work));
    running.add(work);
  }

  return {
    stored,
    async recover() {
      const pending = db.selectFrom("promotions").select("id").where("status", "=", "pending");
      for (const { id } of await pending.orderBy("created_at").execute()) stored(id);
    },
    async dropApp(appId) {
      const open = db.selectFrom("promotion_targets").selectAll().where("status", "=", "pending");
      for (const target of await open.where("app_id", "=", appId).execute())
        await fail(target, "The app was deleted");
    },
    async close() {
      leaving.abort();
      await Promise.all(running);
    },
  };
}
