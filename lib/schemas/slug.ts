import { z } from "zod";
import { Checksum, Time, UpstreamRequiredTime, UpstreamTime } from "./common";

/** `GET /apps/:app/slugs/:slug` (platform-api-schema: slug). The case of `blob.method` varies upstream. */
export const UpstreamSlug = z.object({
  id: z.string(),
  blob: z.object({ method: z.string(), url: z.string() }).nullish(),
  commit: z
    .string()
    .nullish()
    .transform((commit) => commit ?? null),
  commit_description: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  checksum: z
    .string()
    .nullish()
    .transform((sum) => sum ?? null),
  buildpack_provided_description: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  process_types: z
    .record(z.string(), z.string())
    .nullish()
    .transform((types) => types ?? {}),
  size: z
    .number()
    .nullish()
    .transform((bytes) => bytes ?? null),
  stack: z
    .object({ name: z.string() })
    .nullish()
    .transform((stack) => (stack ? { name: stack.name } : null)),
  created_at: UpstreamRequiredTime,
  updated_at: UpstreamRequiredTime,
  deleted_at: UpstreamTime,
});
export type UpstreamSlug = z.infer<typeof UpstreamSlug>;

/** A slug as returned by our routes: its blob's signed URL stays on the server. Size in bytes. */
export const Slug = z.object({
  id: z.string(),
  commit: z.string().nullable(),
  commit_description: z.string().nullable(),
  checksum: z.string().nullable(),
  buildpack_provided_description: z.string().nullable(),
  process_types: z.record(z.string(), z.string()),
  size: z.number().nullable(),
  stack: z.object({ name: z.string() }).nullable(),
  created_at: Time,
  updated_at: Time,
  deleted_at: Time.nullable(),
});
export type Slug = z.infer<typeof Slug>;

export function toSlug({ blob: _blob, ...slug }: UpstreamSlug): Slug {
  return slug;
}

/** The name of a process type (platform-api-schema: slug/definitions/process_types). */
export const PROCESS_TYPE_PATTERN = /^[-\w]{1,128}$/;

/** Body of `POST /api/apps/:app/slugs`: registers a slug whose tarball follows. `process_types`: name → command. */
export const SlugCreate = z.strictObject({
  process_types: z
    .record(z.string(), z.string().trim().min(1, "say what it runs").max(8192))
    .refine(
      (types) => Object.keys(types).every((name) => PROCESS_TYPE_PATTERN.test(name)),
      "names have letters, digits, dashes and underscores only",
    )
    .refine((types) => Object.keys(types).length > 0, "name at least one process type"),
  commit: z.string().trim().max(100, "at most 100 characters").optional(),
  commit_description: z.string().trim().max(500, "at most 500 characters").optional(),
  checksum: Checksum.optional(),
  stack: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,40}$/, "must be like heroku-24")
    .optional(),
});
export type SlugCreate = z.infer<typeof SlugCreate>;
