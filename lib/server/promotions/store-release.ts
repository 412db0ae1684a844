import type { Updateable } from "kysely";
import type { PromotionTarget } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { Heroku } from "@/lib/server/heroku/client";
import { listReleases } from "@/lib/server/heroku/releases";
import { recordOverrides } from "@/lib/server/holds/check-holds";
import { activeHolds } from "@/lib/server/holds/holds";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { endAttempt } from "./attempts";
import { releasesBetween } from "./match-release";
import { updateTarget } from "./promotion-store";

/** Stores a target's release once it is known, with the releases before it by others and the holds that it passed. */
export async function storeRelease(
  heroku: Heroku,
  promotion: PromotionRow,
  target: PromotionTargetRow,
  release: Release,
): Promise<void> {
  const { id, version } = release;
  const others = await createdMeanwhile(heroku, target.app_id, target.newest_version, version);
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
  await recordOverrides(holds, {
    app: target.app_id,
    reason: promotion.override,
    by,
    created: { release: id },
  });
}

/** Returns the releases that others created between the newest version at the check (null: none) and ours. */
export async function createdMeanwhile(
  heroku: Heroku,
  app: string,
  newest: number | null,
  version: number,
): Promise<PromotionTarget["slipped_in"]> {
  if (version <= (newest ?? 0) + 1) return [];
  const { items } = await listReleases(heroku, app);
  return releasesBetween(items, newest, version);
}

/** Returns the update of a target for the current state of its release. */
export function releaseChange(
  target: PromotionTargetRow,
  release: Release,
  now: Date,
): Updateable<PromotionTargetRow> {
  const seen = {
    release_id: release.id,
    release_version: release.version,
    release_phase: release.release_phase ? 1 : 0,
    release_status: release.status,
    seen_at: now.toISOString(),
  };
  switch (release.status) {
    case "succeeded":
      return { ...seen, step: "dynos", released_at: later(release.updated_at, target.sent_at) };
    case "failed":
    case "expired":
      return {
        ...seen,
        step: "failed",
        error_message: whyFailed(target, release),
        finished_at: now.toISOString(),
      };
    default:
      return { ...seen, step: "release phase" };
  }
}

function whyFailed({ previous_version }: PromotionTargetRow, release: Release): string {
  const runs = previous_version === null ? "" : ` v${previous_version} still runs.`;
  if (release.status === "expired") return `v${release.version} expired.${runs}`;
  return `${release.release_phase ? "The release phase of " : ""}v${release.version} failed.${runs}`;
}

/** Upstream's times are whole seconds; this keeps a release from ending before it was sent. */
function later(time: string, than: string | null): string {
  return than !== null && than > time ? than : time;
}
