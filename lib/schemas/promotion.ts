import { z } from "zod";
import { AppParam, listOf, Time, UpstreamRef, User, UuidParam, Words } from "./common";
import { OverrideReason } from "./hold";
import { TwoFactorCode } from "./release-request";

export const ORDERS = ["together", "in turn"] as const;

const ExpectedTarget = z.strictObject({ app: AppParam, expected_current: UuidParam.nullable() });

/**
 * Body of `POST /api/pipeline-promotions`. Everything that was reviewed is pinned: the source's current release and its
 * slug (null: it runs an image) and what each target ran. Without a pipeline the slug is released on each target.
 */
export const PromotionCreate = z.strictObject({
  /** Chosen by the browser, so that after a broken connection it can ask what became of it. */
  id: UuidParam.optional(),
  pipeline: UuidParam.nullable(),
  source: z.strictObject({ app: AppParam, release: UuidParam, slug: UuidParam.nullable() }),
  targets: z.array(ExpectedTarget).min(1, "name at least one target").max(50),
  order: z.enum(ORDERS),
  note: Words.pipe(z.string().max(500)).optional(),
  /** The promotion whose failed targets these are: its source need not run any more. */
  retry_of: UuidParam.optional(),
  override: OverrideReason.optional(),
  two_factor_code: TwoFactorCode.optional(),
});
export type PromotionCreate = z.infer<typeof PromotionCreate>;

/** Body of `POST /api/pipeline-promotions/:id/put-back`: the targets to return to what they ran before. */
export const PutBack = z.strictObject({
  targets: z.array(ExpectedTarget).min(1).max(50),
  two_factor_code: TwoFactorCode.optional(),
});
export type PutBack = z.infer<typeof PutBack>;

/**
 * How far a target is. `waiting`: its turn has not come · `sending`: sent, or about to be, and no release is known ·
 * `release phase` · `dynos`: released, not yet up · `done`: up on the new version · `failed` · `crashed`: released, and
 * a dyno crashed on it · `stopped`: never sent · `unknown`: no answer within the deadline, last seen at `seen_at`.
 */
export const STEPS = [
  "waiting",
  "sending",
  "release phase",
  "dynos",
  "done",
  "failed",
  "crashed",
  "stopped",
  "unknown",
] as const;
export type Step = (typeof STEPS)[number];

const Named = z.object({ id: z.string(), name: z.string() });

export const PromotionTarget = z.object({
  id: z.string(),
  /**
   * `name` is null when the viewer's account cannot see the app; then what follows is bare as well. Whoever began the
   * promotion saw it then: for them `name` is the last known one, and `gone` says that it was deleted or moved away.
   */
  app: z.object({ id: z.string(), name: z.string().nullable(), gone: z.boolean().optional() }),
  stage: z.string().nullable(),
  region: z.string().nullable(),
  /** The Platform API's word for it; `succeeded` says nothing about dynos. */
  status: z.enum(["pending", "succeeded", "failed"]),
  step: z.enum(STEPS),
  error_message: z.string().nullable(),
  /** What ran before, to put back. */
  previous: z.object({ id: z.string(), version: z.number().int(), commit: z.string().nullable() }).nullable(),
  /** The version that the new release should get: newest + 1. */
  expected_version: z.number().int().nullable(),
  release: z
    .object({ id: z.string(), version: z.number().int(), release_phase: z.boolean(), status: z.string() })
    .nullable(),
  /** On the new version; null before it is released. */
  dynos: z
    .array(
      z.object({
        type: z.string(),
        up: z.number().int(),
        of: z.number().int(),
        /** Dynos of older releases that are still there, when there are any. */
        old: z.number().int().optional(),
        /** They stay for about three minutes after the new ones are up: the app feature is on. */
        preboot: z.boolean().optional(),
      }),
    )
    .nullable(),
  /** Releases that others made between the check and ours. */
  slipped_in: z.array(
    z.object({ id: z.string(), version: z.number().int(), description: z.string().nullable() }),
  ),
  sent_at: Time.nullable(),
  released_at: Time.nullable(),
  finished_at: Time.nullable(),
  seen_at: Time.nullable(),
});
export type PromotionTarget = z.infer<typeof PromotionTarget>;

/**
 * A promotion as we keep it (upstream keeps no list). `kind` "put back" returns targets to their previous releases.
 * `outcome` is the truth for people: `succeeded` only when the dynos of every target are up on the new version.
 */
export const Promotion = z.object({
  id: z.string(),
  kind: z.enum(["promotion", "put back"]),
  /** The promotion that this one puts back or retries. */
  of: z.string().nullable(),
  pipeline: Named.nullable(),
  source: z.object({
    app: Named,
    release: z.object({ id: z.string(), version: z.number().int() }),
    slug: z.object({ id: z.string() }).nullable(),
    commit: z.string().nullable(),
    description: z.string().nullable(),
  }),
  order: z.enum(ORDERS),
  note: z.string().nullable(),
  status: z.enum(["pending", "completed"]),
  outcome: z.enum(["moving", "succeeded", "failed", "stopped", "unknown"]),
  user: User,
  /** Why it went past a hold; null when none was in the way. */
  override: z.string().nullable(),
  /** The newest promotion that puts this one back. */
  put_back: z.string().nullable(),
  targets: z.array(PromotionTarget),
  created_at: Time,
  updated_at: Time,
  finished_at: Time.nullable(),
});
export type Promotion = z.infer<typeof Promotion>;

/** `GET /api/pipeline-promotions?pipeline=…|app=…`, newest first. */
export const PromotionList = listOf(Promotion);

/** One thing that moved between the review and the click: part of a 409 `conflict` answer. */
export const Moved = z.object({
  app: Named,
  role: z.enum(["source", "target"]),
  expected: z.object({ id: z.string(), version: z.number().int().nullable() }).nullable(),
  /** What runs now, and the newest release when that is another. */
  current: z.object({ id: z.string(), version: z.number().int(), commit: z.string().nullable() }).nullable(),
  pending: z.object({ id: z.string(), version: z.number().int() }).nullable(),
});
export type Moved = z.infer<typeof Moved>;

/** `POST /pipeline-promotions`, `GET /pipeline-promotions/:id` (platform-api-schema: pipeline-promotion). */
export const UpstreamPromotion = z.object({ id: z.string(), status: z.string() });

/** `GET /pipeline-promotions/:id/promotion-targets`. Whatever is neither pending nor failed has succeeded. */
export const UpstreamPromotionTarget = z.object({
  id: z.string(),
  app: z.object({ id: z.string() }),
  release: UpstreamRef,
  status: z.string(),
  error_message: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
});
export type UpstreamPromotionTarget = z.infer<typeof UpstreamPromotionTarget>;
