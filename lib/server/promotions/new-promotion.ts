import { randomUUID } from "node:crypto";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { describeRelease } from "@/lib/timeline/describe-release";
import { hasCode } from "@/lib/timeline/lineage";
import type { Actor, NamedApp } from "./actor";
import { artifactsOf } from "./match-release";
import type { Position } from "./recheck";

type Source = Pick<
  PromotionRow,
  | "source_app_id"
  | "source_app_name"
  | "source_release_id"
  | "source_version"
  | "source_slug_id"
  | "source_artifacts"
  | "source_commit"
  | "source_description"
>;

/** Returns the source columns of a promotion. `slug`: the release's slug, or null when it could not be read. */
export function sourceOf(app: NamedApp, release: Release, slug: Slug | null): Source {
  const { commit, full } = describeRelease(release, { builds: [], releases: [], slug });
  return {
    source_app_id: app.id,
    source_app_name: app.name,
    source_release_id: release.id,
    source_version: release.version,
    source_slug_id: release.slug?.id ?? null,
    source_artifacts: artifactsOf(release),
    source_commit: commit,
    source_description: full,
  };
}

type NewPromotion = Source &
  Pick<PromotionRow, "id" | "kind" | "of_id" | "pipeline_id" | "pipeline_name" | "send_order"> &
  Pick<PromotionRow, "note" | "override">;

type Creator = { heroku: { grant: Pick<Actor["heroku"]["grant"], "id"> }; user: Actor["user"] };

/** Returns the row of a promotion that has just started. */
export function newPromotion({ heroku, user }: Creator, columns: NewPromotion): PromotionRow {
  const now = new Date().toISOString();
  return {
    ...columns,
    status: "pending",
    outcome: "moving",
    user_id: user.id,
    email: user.email,
    grant_id: heroku.grant.id,
    stop_asked_at: null,
    server_id: null,
    created_at: now,
    updated_at: now,
    finished_at: null,
  };
}

/** Returns the row of a target that was not sent, with the code that it runs now, if any: a rollback returns to that. */
export function newTarget(
  { app, current, newest }: Position,
  columns: Pick<PromotionTargetRow, "promotion_id" | "position" | "stage" | "region">,
): PromotionTargetRow {
  const running = current && hasCode(current) ? current : null;
  return {
    ...unsent,
    ...columns,
    id: randomUUID(),
    app_id: app.id,
    app_name: app.name,
    expected_current: current?.id ?? null,
    previous_id: running?.id ?? null,
    previous_version: running?.version ?? null,
    newest_version: newest?.version ?? null,
  };
}

const unsent = {
  step: "waiting" as const,
  error_message: null,
  previous_commit: null,
  back_to_id: null,
  back_to_version: null,
  back_to_slug_id: null,
  back_to_artifacts: null,
  attempt_id: null,
  upstream_id: null,
  release_id: null,
  release_version: null,
  release_phase: 0,
  release_status: null,
  dynos: null,
  slipped_in: null,
  sent_at: null,
  released_at: null,
  finished_at: null,
  seen_at: null,
};
