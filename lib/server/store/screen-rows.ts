import { z } from "zod";

const Named = z.object({ id: z.string(), name: z.string() });

/** What a screen shows, with names as they were when it was chosen. */
export const StoredLayout = z.object({
  show: z.discriminatedUnion("kind", [
    /** `apps`: what it showed when it was last read, for when it cannot be. */
    z.object({ kind: z.literal("pipeline"), pipeline: Named, apps: z.array(Named).default([]) }),
    z.object({ kind: z.literal("apps"), apps: z.array(Named) }),
  ]),
  names: z.boolean(),
  errors: z.boolean(),
});
export type StoredLayout = z.infer<typeof StoredLayout>;

/** A paired wall display. */
export const ScreenRow = z.object({
  id: z.string(),
  name: z.string(),
  /** Hash of what the device's cookie holds. */
  device_id: z.string(),
  /** JSON, a StoredLayout. */
  layout: z.string(),
  /** Who paired it. */
  user_id: z.string(),
  email: z.string(),
  created_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime().nullable(),
  identify_until: z.iso.datetime().nullable(),
  broadcast: z.string().nullable(),
  broadcast_until: z.iso.datetime().nullable(),
});
export type ScreenRow = z.infer<typeof ScreenRow>;

/** A grant that a screen may read with. One that ended stays, so that its owner can renew it. */
export const ScreenBackerRow = z.object({
  id: z.string(),
  screen_id: z.string(),
  /** `key` is the grant of HEROKU_API_KEY. */
  grant_id: z.string(),
  via: z.enum(["consent", "token", "key"]),
  /** Who gave it. */
  user_id: z.string(),
  email: z.string(),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
});
export type ScreenBackerRow = z.infer<typeof ScreenBackerRow>;

/** A device that shows a code. `id` is the hash of its cookie, `code` a keyed hash of the code. */
export const PairingRow = z.object({
  id: z.string(),
  code: z.string(),
  issued_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  /** 1: it was a screen, and somebody removed it. */
  removed: z.number().int(),
});
export type PairingRow = z.infer<typeof PairingRow>;

/** A round trip to the identity host for a screen. `id` is the hash of its state, `verifier` is sealed. */
export const ScreenConsentRow = z.object({
  id: z.string(),
  session_id: z.string(),
  verifier: z.string(),
  /** JSON, an Errand. */
  errand: z.string(),
  expires_at: z.iso.datetime(),
});
export type ScreenConsentRow = z.infer<typeof ScreenConsentRow>;

/** A link that hands a screen over, once. `id` is the hash of what the link holds. */
export const ScreenLinkRow = z.object({
  id: z.string(),
  screen_id: z.string(),
  user_id: z.string(),
  email: z.string(),
  expires_at: z.iso.datetime(),
});
export type ScreenLinkRow = z.infer<typeof ScreenLinkRow>;
