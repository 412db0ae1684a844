import type { Promotion } from "@/lib/schemas/promotion";
import type { WallPromotion } from "@/lib/schemas/wall";
import { present } from "@/lib/server/promotions/present";
import { withTargets } from "@/lib/server/promotions/promotion-store";
import { db } from "@/lib/server/store/db";
import { PromotionRow } from "@/lib/server/store/promotion-rows";
import { OUTCOME_MS, wallPromotion } from "@/lib/wall/wall-promotion";

type Screen = {
  /** Ids of the apps on the screen. */
  shows: ReadonlySet<string>;
  sees: (app: string) => boolean;
  names: boolean;
  /** Returns the release that an app runs; null if unknown. */
  runningOf?: (app: string) => { version: number } | null;
};

/** Returns promotions to production apps of a screen that run or ended within the last minute. Reads the store only. */
export async function promotionsOn(screen: Screen, now: Date): Promise<WallPromotion[]> {
  if (screen.shows.size === 0) return [];
  const rows = await db()
    .selectFrom("promotions")
    .selectAll()
    .where("kind", "=", "promotion")
    .where("id", "in", (from) =>
      from
        .selectFrom("promotion_targets")
        .select("promotion_id")
        .where("stage", "=", "production")
        .where("app_id", "in", [...screen.shows]),
    )
    .where((is) =>
      is.or([
        is("status", "=", "pending"),
        is("finished_at", ">", new Date(now.getTime() - OUTCOME_MS).toISOString()),
      ]),
    )
    .orderBy("created_at", "desc")
    .limit(20)
    .execute();
  const stored = await withTargets(rows.map((row) => PromotionRow.parse(row)));
  const ours = stored.filter(({ targets }) =>
    targets.some(
      ({ app_id, stage }) => stage === "production" && screen.shows.has(app_id) && screen.sees(app_id),
    ),
  );
  const promotions = (await present(ours, screen.sees, null)).filter(
    (promotion) => promotion.status === "pending" || !isSuperseded(promotion, screen),
  );
  return promotions.flatMap(
    (promotion) => wallPromotion(promotion, { names: screen.names, readAt: readAt(promotion, now) }) ?? [],
  );
}

/** Returns true if a newer release runs on a target, or a roll back began: the outcome is then obsolete. */
function isSuperseded({ put_back, targets }: Promotion, { runningOf }: Screen): boolean {
  return (
    put_back !== null ||
    targets.some(({ app, release }) => {
      const running = runningOf?.(app.id);
      return release !== null && running ? running.version > release.version : false;
    })
  );
}

/** Returns when upstream last answered about a running promotion; now for a completed one. */
function readAt({ status, updated_at, targets }: Promotion, now: Date): string {
  if (status === "completed") return now.toISOString();
  return targets.reduce(
    (newest, { seen_at }) => (seen_at && seen_at > newest ? seen_at : newest),
    updated_at,
  );
}
