import { z } from "zod";
import { Build } from "./build";
import { AppParam } from "./common";
import { Dyno } from "./dyno";
import { Release } from "./release";

const AppRef = z.object({ id: z.string(), name: z.string() });

/**
 * The age of an app's data: ms since upstream last answered about it, by the server's clock; null if it never did.
 * `fault` is why it is not fresh: Heroku is failing, or calls are being saved. `why` is the error of the newest attempt.
 */
export const Age = z.object({
  app: AppRef,
  age_ms: z.number().int().nonnegative().nullable(),
  fault: z.enum(["heroku", "slowed"]).nullable(),
  why: z.string().nullable().optional(),
  /** Ms since its dynos were read; null if they never were. */
  dynos_age_ms: z.number().int().nonnegative().nullable().optional(),
});
export type Age = z.infer<typeof Age>;

/**
 * An event of `GET /api/events` about apps that the session may see. `fresh` comes first, when a fault begins or
 * ends, and every 15 s. A `gone` app is no longer visible.
 */
export const WatchEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("fresh"),
    apps: z.array(Age),
    /** Ms since the account's apps were listed; null if they never were, absent outside a session. */
    list_age_ms: z.number().int().nonnegative().nullable().optional(),
    /** The error of the newest attempt to list them; null after a success. */
    list_why: z.string().nullable().optional(),
  }),
  z.object({
    type: z.literal("build"),
    app: AppRef,
    build: Build.pick({ id: true, status: true, release: true }),
  }),
  z.object({
    type: z.literal("release"),
    app: AppRef,
    release: Release.pick({ id: true, version: true, status: true, current: true }),
  }),
  z.object({
    type: z.literal("dyno"),
    app: AppRef,
    /** `version` is that of the release it runs. A dyno that no longer exists is `down`. */
    dyno: Dyno.pick({ id: true, name: true, type: true, state: true }).extend({
      version: z.number().int().nullable(),
    }),
  }),
  z.object({ type: z.literal("app"), app: AppRef, change: z.enum(["renamed", "gone"]) }),
]);
export type WatchEvent = z.infer<typeof WatchEvent>;

/** Query of that route: names or ids, separated by commas. */
export const EventsQuery = z.object({
  apps: z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(AppParam).min(1).max(200, "at most 200 apps at a time")),
});
