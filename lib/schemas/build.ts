import { z } from "zod";
import {
  Checksum,
  listOf,
  Ref,
  stateOf,
  Time,
  UpstreamRef,
  UpstreamRequiredTime,
  UpstreamUser,
  User,
  withoutQuery,
} from "./common";
import { OverrideReason } from "./hold";

const BUILD_STATUSES = ["pending", "succeeded", "failed"] as const;

/** `GET /apps/:app/builds/:build` (platform-api-schema: build), parsed leniently. */
export const UpstreamBuild = z.object({
  id: z.string(),
  app: z.object({ id: z.string() }),
  status: stateOf(...BUILD_STATUSES),
  stack: z
    .string()
    .nullish()
    .transform((stack) => stack ?? null),
  buildpacks: z
    .array(z.object({ name: z.string().nullish(), url: z.string().nullish() }))
    .nullish()
    .transform((list) => list ?? []),
  source_blob: z
    .object({
      url: z.string().nullish(),
      version: z.string().nullish(),
      version_description: z.string().nullish(),
      checksum: z.string().nullish(),
    })
    .nullish(),
  slug: UpstreamRef,
  release: UpstreamRef,
  output_stream_url: z.string().nullish(),
  user: UpstreamUser,
  created_at: UpstreamRequiredTime,
  updated_at: UpstreamRequiredTime,
});
export type UpstreamBuild = z.infer<typeof UpstreamBuild>;

/**
 * A build as returned by our routes: without signed URLs, and with the user who canceled it if it was canceled here.
 */
export const Build = z.object({
  id: z.string(),
  app: Ref,
  status: z.enum([...BUILD_STATUSES, "unknown"]),
  canceled_by: User.nullable(),
  stack: z.string().nullable(),
  buildpacks: z.array(z.object({ name: z.string() })),
  source_blob: z.object({
    url: z.string().nullable(),
    version: z.string().nullable(),
    version_description: z.string().nullable(),
    checksum: z.string().nullable(),
  }),
  /** When the source URL expires (the signed URL of an upload); null when it does not. */
  source_expires_at: Time.nullable(),
  slug: Ref.nullable(),
  release: Ref.nullable(),
  user: User,
  created_at: Time,
  updated_at: Time,
});
export type Build = z.infer<typeof Build>;

export const BuildList = listOf(Build);
export type BuildList = z.infer<typeof BuildList>;

/** Converts an upstream build for the browser, without signed URLs. */
export function toBuild(build: UpstreamBuild, canceledBy: User | null): Build {
  const source = build.source_blob;
  return {
    id: build.id,
    app: { id: build.app.id },
    status: build.status,
    canceled_by: canceledBy,
    stack: build.stack,
    buildpacks: build.buildpacks.map((pack) => ({
      // A buildpack outside the registry has a URL for a name, which may contain a token.
      name: withoutQuery(pack.name ?? pack.url ?? "unknown"),
    })),
    source_blob: {
      url: source?.url ? withoutQuery(source.url) : null,
      version: source?.version || null,
      version_description: source?.version_description || null,
      checksum: source?.checksum || null,
    },
    source_expires_at: source?.url ? sourceExpiry(source.url, build.created_at) : null,
    slug: build.slug,
    release: build.release,
    user: build.user,
    created_at: build.created_at,
    updated_at: build.updated_at,
  };
}

const Version = z.string().trim().max(100, "at most 100 characters");
const VersionDescription = z.string().trim().max(500, "at most 500 characters");

/** Body of `POST /api/apps/:app/builds`: builds from a URL, as upstream does. */
export const BuildCreate = z.strictObject({
  source_blob: z.strictObject({
    url: z.url({ protocol: /^https?$/, error: "must be an http or https address" }).max(4000),
    version: Version.optional(),
    version_description: VersionDescription.optional(),
    checksum: Checksum.optional(),
  }),
  override: OverrideReason.optional(),
});
export type BuildCreate = z.infer<typeof BuildCreate>;

/** Query of `POST /api/apps/:app/uploads`. */
export const UploadQuery = z.object({
  version: Version.optional(),
  version_description: VersionDescription.optional(),
  checksum: Checksum.optional(),
  override: OverrideReason.optional(),
});
export type UploadQuery = z.infer<typeof UploadQuery>;

/** `POST /sources`: signed URLs, both valid for one hour. */
export const UpstreamSource = z.object({
  source_blob: z.object({ get_url: z.url(), put_url: z.url() }),
});

const HOUR = 3_600_000;

/**
 * Returns when a source blob expires (ISO), according to its signed URL; null when the URL does not expire. An
 * upload whose URL lacks a signature is assumed to be kept for an hour after `createdAt`.
 */
export function sourceExpiry(url: string, createdAt: string): string | null {
  if (!URL.canParse(url)) return null;
  const { searchParams, host, pathname } = new URL(url);
  const signed = searchParams.get("X-Amz-Date")?.match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/);
  const seconds = Number(searchParams.get("X-Amz-Expires"));
  if (signed && seconds > 0) {
    const [, year, month, day, hour, minute, second] = signed.map(Number);
    const from = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
    return new Date(from + seconds * 1_000).toISOString();
  }
  const expires = Number(searchParams.get("Expires"));
  if (expires > 0 && searchParams.has("Signature")) return new Date(expires * 1_000).toISOString();
  const upload = /(?:^|\.)amazonaws\.com$/.test(host) && /herokusources/.test(host + pathname);
  return upload ? new Date(Date.parse(createdAt) + HOUR).toISOString() : null;
}
