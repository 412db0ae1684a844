import { z } from "zod";

export const HoldRow = z.object({
  id: z.string(),
  kind: z.enum(["app", "slug"]),
  app_id: z.string(),
  app_name: z.string(),
  slug_id: z.string().nullable(),
  reason: z.string(),
  /** The app's newest version at creation. Compared instead of times: upstream's are whole seconds of another clock. */
  after_version: z.number().int(),
  user_id: z.string(),
  email: z.string(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime().nullable(),
  lifted_at: z.iso.datetime().nullable(),
  lifted_by_id: z.string().nullable(),
  lifted_by_email: z.string().nullable(),
});
export type HoldRow = z.infer<typeof HoldRow>;

/** A release or build made in spite of a hold. Exactly one of `build_id` and `release_id` is set. */
export const OverrideRow = z.object({
  id: z.string(),
  hold_id: z.string(),
  app_id: z.string(),
  reason: z.string(),
  build_id: z.string().nullable(),
  release_id: z.string().nullable(),
  user_id: z.string(),
  email: z.string(),
  at: z.iso.datetime(),
});
export type OverrideRow = z.infer<typeof OverrideRow>;
