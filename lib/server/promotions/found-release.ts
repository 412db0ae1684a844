import "server-only";
import type { Release } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import { recordOverrides } from "@/lib/server/holds/check-holds";
import { activeHolds } from "@/lib/server/holds/holds";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { endAttempt } from "./attempts";
import { slippedIn } from "./evidence";
import { updateTarget } from "./promotion-store";
import { releaseChange } from "./release-change";

/** Stores a target's release once it is known, with the releases that slipped in before it and the hold it passed. */
export async function foundRelease(
  heroku: Heroku,
  promotion: PromotionRow,
  target: PromotionTargetRow,
  release: Release,
): Promise<void> {
  const { id, version } = release;
  const others =
    version > (target.newest_version ?? 0) + 1
      ? slippedIn((await listReleases(heroku, target.app_id)).items, target.newest_version, version)
      : [];
  const isNew = await updateTarget(
    target.id,
    { ...releaseChange(target, release, new Date()), slipped_in: JSON.stringify(others) },
    { from: "sending" },
  );
  if (target.attempt_id) await endAttempt(target.attempt_id, "made", { id, version });
  if (!isNew || promotion.override === null) return;
  const slugs = promotion.source_slug_id ? [promotion.source_slug_id] : [];
  const holds = await activeHolds([target.app_id], slugs, new Date(promotion.created_at));
  const by = { id: promotion.user_id, email: promotion.email };
  await recordOverrides(holds, { app: target.app_id, reason: promotion.override, by, made: { release: id } });
}
