import { randomUUID } from "node:crypto";
import { mapAtMost } from "@/lib/async";
import type { Promotion } from "@/lib/schemas/promotion";
import type { Release } from "@/lib/schemas/release";
import type { Slug } from "@/lib/schemas/slug";
import type { Heroku } from "@/lib/server/heroku/client";
import type { PromotionRow, PromotionTargetRow } from "@/lib/server/store/promotion-rows";
import { describeRelease } from "@/lib/timeline/describe-release";
import type { Actor, NamedApp } from "./actor";
import type { Kind } from "./attempts";
import { claimApps, dropClaims } from "./claims";
import { type SendLimits, sendLimits } from "./limits";
import { artifactsOf } from "./match-release";
import { presentOwn } from "./present";
import { updateTarget } from "./promotion-store";
import { type Position, slugOf } from "./recheck";
import { startRun } from "./run";
import { beginPromotion } from "./send-targets";

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

/** A target of a new promotion, with what its app runs now. */
type NewTarget = { row: PromotionTargetRow; position: Position };

/** For tests: other time limits and another runner. */
export type SendOptions = { limits?: SendLimits; start?: (promotion: string) => void };

/**
 * Claims the apps of the first call, stores the promotion that `prepare` returns, makes that call and starts the run.
 * If `prepare` fails or upstream rejects the call, no promotion is stored.
 */
export async function startPromotion(
  actor: Actor,
  first: { apps: readonly NamedApp[]; kind: Kind; twoFactorCode: string | undefined },
  { limits = sendLimits, start = startRun }: SendOptions,
  prepare: (limits: SendLimits) => Promise<{ promotion: PromotionRow; targets: NewTarget[] }>,
): Promise<Promotion> {
  const id = await sendFirst();
  start(id);
  return presentOwn(id, actor);

  async function sendFirst(): Promise<string> {
    const claims = await claimApps(actor, first.apps, first.kind, limits);
    try {
      const { promotion, targets } = await prepare(limits);
      const stored = { promotion, targets: targets.map(({ row }) => row) };
      await beginPromotion(actor, stored, claims, { limits, twoFactorCode: first.twoFactorCode });
      await storePreviousCommits(actor.heroku, targets);
      return promotion.id;
    } finally {
      await dropClaims(claims);
    }
  }
}

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
    lease_owner: null,
    lease_until: null,
    created_at: now,
    updated_at: now,
    finished_at: null,
  };
}

/** Returns the row of a target that was not sent, with what it runs now: a rollback returns to that. */
export function newTarget(
  { app, current, newest }: Position,
  columns: Pick<PromotionTargetRow, "promotion_id" | "position" | "stage" | "region">,
): PromotionTargetRow {
  return {
    ...unsent,
    ...columns,
    id: randomUUID(),
    app_id: app.id,
    app_name: app.name,
    expected_current: current?.id ?? null,
    previous_id: current?.id ?? null,
    previous_version: current?.version ?? null,
    newest_version: newest?.version ?? null,
  };
}

/** Stores the commits that targets ran before. Called after the send, which nothing may delay once targets were checked. */
async function storePreviousCommits(heroku: Heroku, targets: readonly NewTarget[]): Promise<void> {
  await mapAtMost(targets, 6, async ({ row, position: { app, current } }) => {
    const slug = await slugOf(heroku, app.id, current?.slug?.id ?? null);
    if (slug?.commit) await updateTarget(row.id, { previous_commit: slug.commit });
  });
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
