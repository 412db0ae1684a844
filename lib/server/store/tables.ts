import type { HoldRow, OverrideRow } from "./hold-rows";
import type { AttemptRow, PromotionRow, PromotionTargetRow } from "./promotion-rows";
import type { PairingRow, ScreenBackerRow, ScreenConsentRow, ScreenLinkRow, ScreenRow } from "./screen-rows";
import type { AppSettingRow, SlugUploadRow } from "./slug-rows";
import type { WebhookEventRow, WebhookRow } from "./webhook-rows";

/** Times are ISO 8601 text in UTC. The same schema serves SQLite and PostgreSQL. */

/** A person, by the id of the Heroku account. */
export type UserRow = {
  id: string;
  email: string;
  name: string | null;
  created_at: string;
  updated_at: string;
};

/** A signed-in browser. `id` is the SHA-256 of its cookie, so that the store cannot be replayed. */
export type SessionRow = {
  id: string;
  user_id: string;
  grant_id: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
};

/** OAuth tokens of one sign-in or screen, sealed with SECRET. */
export type GrantRow = {
  id: string;
  user_id: string;
  scope: string;
  access_token: string;
  refresh_token: string | null;
  access_expires_at: string | null;
  created_at: string;
  updated_at: string;
};

/** The user who cancelled a build here. Upstream does not distinguish a cancelled build from a failed one. */
export type CancellationRow = { build_id: string; user_id: string; email: string; at: string };

export type MetaRow = { key: string; value: string };

export type MigrationRow = { name: string; applied_at: string };

/** The server that watches an app. `until` is ms of the database's clock, because servers' clocks may differ. */
export type WatchLeaseRow = { app_id: string; owner: string; until: number };

/** An `AppSummary` as JSON, and when it was stored (ms of the database's clock). */
export type WatchSummaryRow = { app_id: string; summary: string; stored: number };

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
  watch_leases: WatchLeaseRow;
  watch_summaries: WatchSummaryRow;
  meta: MetaRow;
  migrations: MigrationRow;
};
