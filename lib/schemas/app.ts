import { z } from "zod";
import { APP_NAME, listOf, Time, UpstreamRequiredTime, UpstreamTime, UpstreamUser, User } from "./common";

const Named = z.object({ id: z.string().nullish(), name: z.string() });
const NamedOrNull = Named.nullish().transform((named) => (named ? { name: named.name } : null));

/** `generation` is an object in version=3 and a string in 3.sdk; both name `cedar` or `fir`. */
const Generation = z
  .union([z.string(), z.object({ name: z.string() })])
  .nullish()
  .transform((value) => (typeof value === "string" ? value : (value?.name ?? "cedar")));

/** `GET /apps/:app` (platform-api-schema: app). */
export const UpstreamApp = z.object({
  id: z.string(),
  name: z.string(),
  owner: UpstreamUser,
  team: NamedOrNull,
  region: NamedOrNull,
  stack: NamedOrNull,
  generation: Generation,
  buildpack_provided_description: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
  maintenance: z
    .boolean()
    .nullish()
    .transform((on) => on ?? false),
  slug_size: z
    .number()
    .nullish()
    .transform((bytes) => bytes ?? null),
  git_url: z
    .string()
    .nullish()
    .transform((url) => url ?? null),
  web_url: z
    .string()
    .nullish()
    .transform((url) => url ?? null),
  archived_at: UpstreamTime,
  created_at: UpstreamRequiredTime,
  released_at: UpstreamTime,
  updated_at: UpstreamRequiredTime,
});

const NameOnly = z.object({ name: z.string() });

/** An app as returned by our routes. Sizes in bytes. */
export const App = z.object({
  id: z.string(),
  name: z.string(),
  owner: User,
  team: NameOnly.nullable(),
  region: NameOnly.nullable(),
  stack: NameOnly.nullable(),
  generation: z.string(),
  buildpack_provided_description: z.string().nullable(),
  maintenance: z.boolean(),
  slug_size: z.number().nullable(),
  git_url: z.string().nullable(),
  web_url: z.string().nullable(),
  archived_at: Time.nullable(),
  created_at: Time,
  released_at: Time.nullable(),
  updated_at: Time,
});
export type App = z.infer<typeof App>;

export const AppList = listOf(App);

/** Body of `POST /api/apps`. Without a name upstream generates one. */
export const AppCreate = z.strictObject({
  name: z
    .string()
    .regex(APP_NAME, "3 to 30 characters: small letters, digits and dashes, beginning with a letter")
    .optional(),
  region: z.string().max(32).optional(),
  team: z.string().max(64).optional(),
});
export type AppCreate = z.infer<typeof AppCreate>;

/** `GET /apps/:app/collaborators/:account` (platform-api-schema: collaborator). Only team apps have permissions. */
export const UpstreamCollaborator = z.object({
  permissions: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .transform((permissions) => permissions?.map(({ name }) => name) ?? []),
  role: z
    .string()
    .nullish()
    .transform((role) => role ?? null),
});
