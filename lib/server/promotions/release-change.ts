import type { Updateable } from "kysely";
import type { Release } from "@/lib/schemas/release";
import type { PromotionTargetRow } from "@/lib/server/store/promotion-rows";

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
