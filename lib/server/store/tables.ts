import { z } from "zod";
import type { AttemptRow, PromotionRow, PromotionTargetRow } from "./promotion-rows";
import type { PairingRow, ScreenBackerRow, ScreenConsentRow, ScreenLinkRow, ScreenRow } from "./screen-rows";

/** Times are ISO 8601 text in UTC. The same schema serves SQLite and PostgreSQL. */

/** A person, by the id of the Heroku account. */
type UserRow = {
  id: string;
  email: string;
  name: string | null;
  created_at: string;
  updated_at: string;
};

/** A signed-in browser. `id` is the SHA-256 of its cookie, so that the store cannot be replayed. */
type SessionRow = {
  id: string;
  user_id: string;
  grant_id: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
};

/** OAuth tokens of one sign-in or screen, sealed with SECRET. */
type GrantRow = {
  id: string;
  user_id: string;
  scope: string;
  access_token: string;
  refresh_token: string | null;
  access_expires_at: string | null;
  created_at: string;
  updated_at: string;
};

/** The user who canceled a build here. Upstream does not distinguish a canceled build from a failed one. */
type CancellationRow = { build_id: string; user_id: string; email: string; at: string };

export type MetaRow = { key: string; value: string };

type MigrationRow = { name: string; applied_at: string };

/**
 * A server that shares this PostgreSQL. `seen`: its last heartbeat (ms of the database's clock) · `apps`: the ids of the
 * apps that it watches, as JSON · `apps_version`: greater after each change of them.
 */
type ServerRow = { id: string; seen: number; apps: string; apps_version: number };

/** A message of a server to the others, as JSON, and when it was sent (ms of the database's clock). */
type NoticeRow = { id: string; payload: string; sent: number };

/** An `AppSummary` as JSON, and when it was stored (ms of the database's clock). */
type WatchSummaryRow = { app_id: string; summary: string; stored: number };

export type Tables = {
  users: UserRow;
  sessions: SessionRow;
  grants: GrantRow;
  cancellations: CancellationRow;
  attempts: AttemptRow;
  promotions: PromotionRow;
  promotion_targets: PromotionTargetRow;
  holds: HoldRow;
  overrides: OverrideRow;
  app_settings: AppSettingRow;
  slug_uploads: SlugUploadRow;
  screens: ScreenRow;
  screen_backers: ScreenBackerRow;
  pairings: PairingRow;
  screen_consents: ScreenConsentRow;
  screen_links: ScreenLinkRow;
  webhooks: WebhookRow;
  webhook_events: WebhookEventRow;
  servers: ServerRow;
  notices: NoticeRow;
  watch_summaries: WatchSummaryRow;
  meta: MetaRow;
  migrations: MigrationRow;
};

/** Settings of an app, made by a user. */
type AppSettingRow = {
  app_id: string;
  repository: string | null;
  user_id: string;
  updated_at: string;
};

/** A slug that was registered here and has no content yet. `put_url` is sealed with SECRET. */
type SlugUploadRow = {
  slug_id: string;
  app_id: string;
  user_id: string;
  put_url: string;
  checksum: string | null;
  created_at: string;
};

/** Our subscription to an app's builds and releases. `secret` is sealed with SECRET. */
export type WebhookRow = {
  id: string;
  app_id: string;
  /** Null until upstream has created it. */
  upstream_id: string | null;
  secret: string;
  level: string;
  created_by: string | null;
  created_at: string;
  last_delivery_at: string | null;
  /** When a change without a delivery was found; null while the webhook is trusted. */
  doubted_at: string | null;
};

/** A delivered event, stored so that a repeated one, or an older one of the same build or release, is ignored. */
export type WebhookEventRow = {
  event_id: string;
  webhook_id: string;
  /** The id of the build or release. */
  resource_id: string;
  updated_at: string;
  received_at: string;
};

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
const OverrideRow = z.object({
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
type OverrideRow = z.infer<typeof OverrideRow>;
