import "server-only";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { Time } from "@/lib/schemas/common";
import { db } from "@/lib/server/store/db";
import { PromotionRow } from "@/lib/server/store/promotion-rows";

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
