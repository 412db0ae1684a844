import { z } from "zod";
import { ORDERS, STEPS } from "@/lib/schemas/promotion";

/** Columns that hold JSON are text. */

/** States of an upstream call that makes a release, for one app. An open attempt locks its app. */
export const ATTEMPT_STATES = ["claimed", "sending", "made", "refused", "nothing", "dropped"] as const;

export const AttemptRow = z.object({
  id: z.string(),
  /** Shared by the apps of one upstream call. */
  call_id: z.string(),
  app_id: z.string(),
  /**
   * `claimed`: checked, nothing sent · `sending`: the intent is stored, the call may be sent · final: `made` a release ·
   * `refused` by upstream · `nothing` was created · `dropped` before sending.
   */
  state: z.enum(ATTEMPT_STATES),
  kind: z.enum(["slug", "rollback", "promotion"]),
  slug_id: z.string().nullable(),
  /** Ids of the released OCI artifacts if there is no slug, joined by a space. */
  artifacts: z.string().nullable(),
  /** A rollback's target. */
  back_to_version: z.number().int().nullable(),
  /** The app's newest version when the intent was stored. */
  newest_version: z.number().int().nullable(),
  promotion_id: z.string().nullable(),
  user_id: z.string(),
  email: z.string(),
  grant_id: z.string(),
  server_id: z.string(),
  release_id: z.string().nullable(),
  release_version: z.number().int().nullable(),
  created_at: z.iso.datetime(),
  sent_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
});
export type AttemptRow = z.infer<typeof AttemptRow>;

export const PromotionRow = z.object({
  id: z.string(),
  kind: z.enum(["promotion", "put back"]),
  of_id: z.string().nullable(),
  pipeline_id: z.string().nullable(),
  pipeline_name: z.string().nullable(),
  source_app_id: z.string(),
  source_app_name: z.string(),
  source_release_id: z.string(),
  source_version: z.number().int(),
  source_slug_id: z.string().nullable(),
  source_artifacts: z.string().nullable(),
  source_commit: z.string().nullable(),
  source_description: z.string().nullable(),
  send_order: z.enum(ORDERS),
  note: z.string().nullable(),
  override: z.string().nullable(),
  status: z.enum(["pending", "completed"]),
  outcome: z.enum(["moving", "succeeded", "failed", "stopped", "unknown"]),
  user_id: z.string(),
  email: z.string(),
  grant_id: z.string(),
  stop_asked_at: z.iso.datetime().nullable(),
  /** The server that runs the promotion; another may once it is gone. */
  server_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type PromotionRow = z.infer<typeof PromotionRow>;

export const PromotionTargetRow = z.object({
  id: z.string(),
  promotion_id: z.string(),
  position: z.number().int(),
  app_id: z.string(),
  app_name: z.string(),
  stage: z.string().nullable(),
  region: z.string().nullable(),
  expected_current: z.string().nullable(),
  step: z.enum(STEPS),
  error_message: z.string().nullable(),
  previous_id: z.string().nullable(),
  previous_version: z.number().int().nullable(),
  previous_commit: z.string().nullable(),
  /** The release that a roll back returns to, and its content. */
  back_to_id: z.string().nullable(),
  back_to_version: z.number().int().nullable(),
  back_to_slug_id: z.string().nullable(),
  back_to_artifacts: z.string().nullable(),
  newest_version: z.number().int().nullable(),
  attempt_id: z.string().nullable(),
  /** The pipeline promotion upstream of this target; null if unknown. */
  upstream_id: z.string().nullable(),
  release_id: z.string().nullable(),
  release_version: z.number().int().nullable(),
  release_phase: z.number().int(),
  release_status: z.string().nullable(),
  /** JSON of PromotionTarget's `dynos` and `slipped_in`. */
  dynos: z.string().nullable(),
  slipped_in: z.string().nullable(),
  sent_at: z.iso.datetime().nullable(),
  released_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  seen_at: z.iso.datetime().nullable(),
});
export type PromotionTargetRow = z.infer<typeof PromotionTargetRow>;
