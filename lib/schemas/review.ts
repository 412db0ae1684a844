import { z } from "zod";
import { Build } from "./build";
import { listOf, Time } from "./common";
import { Dyno } from "./dyno";
import { Hold } from "./hold";
import { Image } from "./image";
import { Release } from "./release";
import { Slug } from "./slug";

/**
 * The review data of one app, as source or target: sufficient to compute what a promotion or a rollback would
 * change. `builds` (at most 20) and `releases` (at most 50) are newest first. `current` is the running release even
 * if it is older than those; `newest` may be pending or failed. `slug` and `image` belong to `current`.
 */
export const ReviewApp = z.object({
  app: z.object({ id: z.string(), name: z.string() }),
  stage: z.string().nullable(),
  region: z.string().nullable(),
  stack: z.string().nullable(),
  generation: z.string(),
  web_url: z.string().nullable(),
  /** true if this account may deploy it; null if upstream only reveals it on an attempt. */
  may_deploy: z.boolean().nullable(),
  current: Release.nullable(),
  newest: Release.nullable(),
  releases: z.array(Release),
  builds: z.array(Build),
  slug: Slug.nullable(),
  image: Image.nullable(),
  /** Names only. Null when this account or its scope may not read them. */
  config_names: z.array(z.string()).nullable(),
  dynos: z.array(Dyno),
  /** When the dynos were last read; null if they never were. They are read less often than the rest. */
  dynos_read_at: Time.nullable(),
  /** Duration of the newest successful release phase of the app, in ms; null when none is known. */
  last_release_phase_ms: z.number().nullable(),
  /** The holds in force on the app, or on the slug it runs. */
  holds: z.array(Hold),
  /** `https://github.com/owner/name`, from a build's source or a setting of the app. */
  repository: z.string().nullable(),
  /** When upstream last answered, and why the newest attempt failed. */
  read_at: Time,
  failed: z.string().nullable(),
});
export type ReviewApp = z.infer<typeof ReviewApp>;

/** `GET /api/reviews?apps=a,b`: in the requested order; unreadable apps are omitted. */
export const ReviewAppList = listOf(ReviewApp);

/**
 * `GET /api/apps/:app/releases/:release/config-changes`: the config var names that a rollback to this release would
 * restore, remove or change. Values are compared on the server and never leave it.
 */
export const ConfigChanges = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
});
export type ConfigChanges = z.infer<typeof ConfigChanges>;

/** `GET·PATCH /api/apps/:app/settings`: the settings of an app in Slipway. */
export const AppSettings = z.object({ repository: z.string().nullable() });
export type AppSettings = z.infer<typeof AppSettings>;

/** Body of the PATCH: null removes the setting. */
export const AppSettingsPatch = z.strictObject({
  repository: z
    .string()
    .trim()
    .max(200)
    .regex(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/, "must be like https://github.com/owner/name")
    .nullable(),
});
