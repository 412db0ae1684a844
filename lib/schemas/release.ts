import { z } from "zod";
import {
  listOf,
  Ref,
  stateOf,
  Time,
  UpstreamRef,
  UpstreamRequiredTime,
  UpstreamUser,
  User,
  UuidParam,
} from "./common";
import { OverrideReason } from "./hold";

export const RELEASE_STATUSES = ["pending", "succeeded", "failed", "expired"] as const;

/** The result of `didRun`: whether a release's code ran. */
const DidRun = z.enum(["ran", "not run", "unknown"]);
export type DidRun = z.infer<typeof DidRun>;

const Artifact = z.object({ type: z.string(), id: z.string() });

/** `GET /apps/:app/releases/:release` (platform-api-schema: release), parsed leniently. */
export const UpstreamRelease = z.object({
  id: z.string(),
  version: z.number().int(),
  app: z.object({ id: z.string(), name: z.string().nullish() }),
  status: stateOf(...RELEASE_STATUSES),
  current: z
    .boolean()
    .nullish()
    .transform((current) => current ?? false),
  eligible_for_rollback: z
    .boolean()
    .nullish()
    .transform((eligible) => eligible ?? false),
  description: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  slug: UpstreamRef,
  // The pipeline endpoints return one object where releases return a list.
  artifacts: z
    .union([z.array(Artifact), Artifact])
    .nullish()
    .transform((value) => (Array.isArray(value) ? value : value ? [value] : [])),
  output_stream_url: z.string().nullish(),
  user: UpstreamUser,
  created_at: UpstreamRequiredTime,
  updated_at: UpstreamRequiredTime,
});
export type UpstreamRelease = z.infer<typeof UpstreamRelease>;

/** A release as returned by our routes. `release_phase` is true if it has (or had) a release command with output. */
export const Release = z.object({
  id: z.string(),
  version: z.number().int(),
  app: z.object({ id: z.string(), name: z.string().nullable() }),
  status: z.enum([...RELEASE_STATUSES, "unknown"]),
  current: z.boolean(),
  ran: DidRun,
  eligible_for_rollback: z.boolean(),
  description: z.string().nullable(),
  slug: Ref.nullable(),
  artifacts: z.array(Artifact),
  release_phase: z.boolean(),
  user: User,
  created_at: Time,
  updated_at: Time,
});
export type Release = z.infer<typeof Release>;

export const ReleaseList = listOf(Release);
export type ReleaseList = z.infer<typeof ReleaseList>;

/** A path segment that identifies a release: its id, or its version number with or without the v. */
export const ReleaseParam = z
  .string()
  .regex(
    /^(v?\d{1,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i,
    "is neither a version nor a release's id",
  )
  .transform((value) => value.replace(/^v(?=\d)/i, ""));

/** Converts an upstream release for the browser. `didRun`: see `lib/timeline/did-run.ts`. */
export function toRelease(release: UpstreamRelease, didRun: DidRun): Release {
  const { output_stream_url, app, ...rest } = release;
  return {
    ...rest,
    ran: didRun,
    app: { id: app.id, name: app.name ?? null },
    release_phase: Boolean(output_stream_url),
  };
}

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
