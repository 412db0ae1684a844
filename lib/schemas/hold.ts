import { z } from "zod";
import { listOf, Time, User, UserText, UuidParam } from "./common";

/**
 * A lock: on an app ("nobody releases here") or on a slug ("do not promote this"). It is in force until it expires
 * or is lifted, and never blocks a rollback.
 */
export const Hold = z.object({
  id: z.string(),
  kind: z.enum(["app", "slug"]),
  /** The locked app; for a slug the app where it was marked. */
  app: z.object({ id: z.string(), name: z.string() }),
  slug: z.object({ id: z.string() }).nullable(),
  reason: z.string(),
  user: User,
  created_at: Time,
  expires_at: Time.nullable(),
  lifted_at: Time.nullable(),
  lifted_by: User.nullable(),
});
export type Hold = z.infer<typeof Hold>;

/** A release that bypassed a hold: through Slipway with a reason, or elsewhere (CLI, git push). */
export const BypassedHold = z.object({
  release: z.object({ id: z.string(), version: z.number().int() }),
  hold: Hold,
  way: z.enum(["override", "elsewhere"]),
  reason: z.string().nullable(),
});
export type BypassedHold = z.infer<typeof BypassedHold>;

/**
 * `GET /api/apps/:app/holds`: the holds in force, newest first, and the recent releases of the app that bypassed
 * one.
 */
export const HoldList = listOf(Hold).extend({ passed: z.array(BypassedHold) });
export type HoldList = z.infer<typeof HoldList>;

/** The reason to place or override a hold: part of every body that can release something. */
export const OverrideReason = UserText.pipe(z.string().min(1, "say why").max(200, "at most 200 characters"));

/** Body of `POST /api/apps/:app/holds`. With `slug` the hold is on that slug, else on the app. */
export const HoldCreate = z.strictObject({
  slug: UuidParam.optional(),
  reason: OverrideReason,
  expires_at: z.iso.datetime({ offset: true }).optional(),
});
export type HoldCreate = z.infer<typeof HoldCreate>;

/** The predefined reasons. */
export const OVERRIDE_REASONS = ["Fixes an outage", "Agreed with the owner"] as const;
