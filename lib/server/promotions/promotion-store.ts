import type { Updateable } from "kysely";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { Time } from "@/lib/schemas/common";
import { db } from "@/lib/server/store/db";
import { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import type { Db } from "./attempts";

const FINAL_STEPS: readonly string[] = ["done", "failed", "crashed", "stopped", "unknown"];

/** Returns true if a target is in a final step. */
export function hasEnded({ step }: Pick<PromotionTargetRow, "step">): boolean {
  return FINAL_STEPS.includes(step);
}

/** A promotion and its targets, in the order of the request. */
export type StoredPromotion = { promotion: PromotionRow; targets: PromotionTargetRow[] };

export async function insertPromotion(trx: Db, { promotion, targets }: StoredPromotion): Promise<void> {
  await trx.insertInto("promotions").values(promotion).execute();
  await trx.insertInto("promotion_targets").values(targets).execute();
}

/** Deletes a promotion of which nothing was sent. */
export async function deletePromotion(id: string): Promise<void> {
  await db().deleteFrom("promotion_targets").where("promotion_id", "=", id).execute();
  await db().deleteFrom("promotions").where("id", "=", id).execute();
}

export async function readPromotion(id: string): Promise<StoredPromotion | null> {
  const row = await db().selectFrom("promotions").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) return null;
  const [stored] = await withTargets([PromotionRow.parse(row)]);
  return stored ?? null;
}

/** Adds the targets to promotions, in a constant number of queries. */
export async function withTargets(promotions: readonly PromotionRow[]): Promise<StoredPromotion[]> {
  if (promotions.length === 0) return [];
  const ids = promotions.map(({ id }) => id);
  const rows = await db()
    .selectFrom("promotion_targets")
    .selectAll()
    .where("promotion_id", "in", ids)
    .orderBy("position")
    .execute();
  const targets = rows.map((row) => PromotionTargetRow.parse(row));
  return promotions.map((promotion) => ({
    promotion,
    targets: targets.filter((target) => target.promotion_id === promotion.id),
  }));
}

/** Updates a target; with `from` only while it is at that step. Returns true if it was updated. */
export async function updateTarget(
  id: string,
  change: Updateable<PromotionTargetRow>,
  { from, on = db() }: { from?: PromotionTargetRow["step"]; on?: Db } = {},
): Promise<boolean> {
  const query = on.updateTable("promotion_targets").set(change).where("id", "=", id);
  const result = await (from ? query.where("step", "=", from) : query).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

export async function updatePromotion(id: string, change: Updateable<PromotionRow>): Promise<void> {
  await db()
    .updateTable("promotions")
    .set({ ...change, updated_at: new Date().toISOString() })
    .where("id", "=", id)
    .execute();
}

/** Returns the id of the newest promotion that rolls back each of these, by their id. */
export async function rollbacksOf(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .selectFrom("promotions")
    .select(["id", "of_id"])
    .where("kind", "=", "put back")
    .where("of_id", "in", [...ids])
    .orderBy("created_at")
    .execute();
  return new Map(rows.flatMap((row) => (row.of_id ? [[row.of_id, row.id] satisfies [string, string]] : [])));
}

const PAGE = 20;

type Query = { pipeline: string | undefined; app: string | undefined; after: string | undefined };

/** Returns a page of stored promotions, newest first: of a pipeline, of an app (ids), or all. Throws `bad_request`. */
export async function listStored({
  pipeline,
  app,
  after,
}: Query): Promise<{ rows: PromotionRow[]; next: string | null }> {
  let query = db().selectFrom("promotions").selectAll();
  if (pipeline !== undefined) query = query.where("pipeline_id", "=", pipeline);
  if (app !== undefined) {
    const sent = db().selectFrom("promotion_targets").select("promotion_id").where("app_id", "=", app);
    query = query.where("id", "in", sent);
  }
  if (after !== undefined) {
    const [time, id] = fromCursor(after);
    query = query.where((is) =>
      is.or([is("created_at", "<", time), is.and([is("created_at", "=", time), is("id", "<", id)])]),
    );
  }
  const found = await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(PAGE + 1)
    .execute();
  const rows = found.slice(0, PAGE).map((row) => PromotionRow.parse(row));
  const last = rows.at(-1);
  return { rows, next: found.length > PAGE && last ? toCursor(last) : null };
}

function toCursor({ created_at, id }: PromotionRow): string {
  return Buffer.from(`${created_at} ${id}`).toString("base64url");
}

function fromCursor(cursor: string): [string, string] {
  const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (Time.safeParse(time).success && id !== "") return [time, id];
  throw new SlipwayError("bad_request", { detail: "The cursor in `after` is not one that Slipway gave." });
}
