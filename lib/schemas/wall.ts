import { z } from "zod";
import { Time } from "./common";

/**
 * One app on a wall. Contains no output text, no e-mail address, nothing that a photo of the screen must not show.
 */
export const WallTile = z.object({
  id: z.string(),
  app: z.string(),
  kind: z.enum(["bad", "live", "ok", "warn", "canceled", "unknown"]),
  /** "release failed", "building", "runs". */
  word: z.string(),
  /** The version of the release that the state refers to; null when that is a build. */
  version: z.number().int().nullable(),
  commit: z.string().nullable(),
  /** "v2 still running", while a newer build or release failed or is in progress. */
  running: z.string().nullable(),
  /** Initials, or a name if the screen is configured to show names. */
  who: z.string().nullable(),
  /** When the state began; the screen shows the elapsed time. */
  since: Time,
  /** The usual duration in ms; null when nothing is in progress or it is unknown. */
  expected_ms: z.number().nullable(),
  /** First error line; only if the screen is configured to show it. */
  error: z.string().nullable(),
  stage: z.string().nullable(),
  /** The user who locked the app and the end of the lock, as text. */
  hold: z.string().nullable(),
  /** When upstream last answered about it. */
  read_at: Time,
  /** When its dynos were read, if the state is about them; else null. They are read less often. */
  dynos_read_at: Time.nullable(),
});
export type WallTile = z.infer<typeof WallTile>;

const WallStep = z.object({ word: z.string(), state: z.enum(["done", "now", "next", "bad", "unknown"]) });

/** A production promotion while it is in progress and for 60 s after. */
export const WallPromotion = z.object({
  id: z.string(),
  source: z.object({ app: z.string(), version: z.number().int(), commit: z.string().nullable() }),
  description: z.string().nullable(),
  who: z.string().nullable(),
  targets: z.array(
    z.object({ app: z.string(), region: z.string().nullable(), steps: z.array(WallStep).length(4) }),
  ),
  began_at: Time,
  finished_at: Time.nullable(),
  read_at: Time,
});
export type WallPromotion = z.infer<typeof WallPromotion>;

const Pairing = z.object({
  /** Two groups of four, without 0 O 1 I. */
  code: z.string(),
  expires_at: Time,
  /** The address where a signed-in person types it, for display: "slipway.example.com/screens". */
  address: z.string(),
  url: z.string(),
});

/**
 * `GET /api/wall`: the state of a screen. `fault` is why the data is not fresh; the screen itself detects that Slipway
 * is unreachable. `server_version` changes with every build: the screen then reloads.
 */
export const WallState = z.discriminatedUnion("state", [
  Pairing.extend({
    state: z.literal("unpaired"),
    server_time: Time,
    server_version: z.string(),
  }),
  z.object({
    state: z.literal("paired"),
    screen: z.object({ id: z.string(), name: z.string(), identify_until: Time.nullable() }),
    /** At most 60, problems first; `app_count` is the number of apps of the layout. */
    tiles: z.array(WallTile),
    app_count: z.number().int(),
    promotions: z.array(WallPromotion),
    fault: z
      .object({ kind: z.enum(["heroku", "slowed", "no grant"]), since: Time, detail: z.string() })
      .nullable(),
    broadcast: z.object({ text: z.string(), expires_at: Time }).nullable(),
    /** The interval at which the data is read, in ms; ages are classified by it. */
    period_ms: z.number(),
    server_time: Time,
    server_version: z.string(),
  }),
  z.object({
    state: z.literal("removed"),
    /** How to pair the screen again. */
    pairing: Pairing,
    server_time: Time,
    server_version: z.string(),
  }),
]);
export type WallState = z.infer<typeof WallState>;
