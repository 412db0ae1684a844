import { z } from "zod";

const Named = z.object({ id: z.string(), name: z.string() });

/** The content of a screen, with the names at the time of the choice. */
export const StoredLayout = z.object({
  show: z.discriminatedUnion("kind", [
    /** `apps`: the pipeline's apps at the last read, used while it cannot be read. */
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
  /** Hash of the device's token. */
  device_id: z.string(),
  /** JSON, a StoredLayout. */
  layout: z.string(),
  /** The user who paired it. */
  user_id: z.string(),
  email: z.string(),
  created_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime().nullable(),
  identify_until: z.iso.datetime().nullable(),
  broadcast: z.string().nullable(),
  broadcast_until: z.iso.datetime().nullable(),
});
export type ScreenRow = z.infer<typeof ScreenRow>;

/** A grant of a screen. An ended one stays, so that its owner can renew it. */
export const ScreenBackerRow = z.object({
  id: z.string(),
  screen_id: z.string(),
  /** `key` is the grant of HEROKU_API_KEY. */
  grant_id: z.string(),
  via: z.enum(["consent", "token", "key"]),
  /** The user who gave it. */
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
  /** 1 if the device was a screen that was removed. */
  removed: z.number().int(),
});
export type PairingRow = z.infer<typeof PairingRow>;

/** A round trip to the identity host for a screen. `id` is the hash of its state, `verifier` is sealed. */
export const ScreenConsentRow = z.object({
  id: z.string(),
  session_id: z.string(),
  verifier: z.string(),
  /** JSON, a PendingAction. */
  action: z.string(),
  expires_at: z.iso.datetime(),
});
export type ScreenConsentRow = z.infer<typeof ScreenConsentRow>;

/** A single-use link to back a screen. `id` is the hash of the link's token. */
export const ScreenLinkRow = z.object({
  id: z.string(),
  screen_id: z.string(),
  user_id: z.string(),
  email: z.string(),
  expires_at: z.iso.datetime(),
});
export type ScreenLinkRow = z.infer<typeof ScreenLinkRow>;
