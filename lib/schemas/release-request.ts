import { z } from "zod";
import { UuidParam } from "./common";
import { OverrideReason } from "./hold";

/** Six digits; forwarded once and never stored. */
export const TwoFactorCode = z.string().regex(/^\d{6}$/, "must be six digits");

/**
 * Body of `POST /api/apps/:app/releases`: releases a slug, or rolls back to a release. `expected_current` is the id
 * of the release that ran at the time of the review, or null if none did.
 */
export const ReleaseCreate = z
  .strictObject({
    slug: UuidParam.optional(),
    release: UuidParam.optional(),
    expected_current: UuidParam.nullable(),
    description: z.string().trim().max(500).optional(),
    override: OverrideReason.optional(),
    two_factor_code: TwoFactorCode.optional(),
  })
  .refine((body) => (body.slug === undefined) !== (body.release === undefined), {
    message: "give exactly one of slug and release",
    path: ["slug"],
  });
export type ReleaseCreate = z.infer<typeof ReleaseCreate>;
