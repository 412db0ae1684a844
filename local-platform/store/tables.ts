import type { Generated } from "kysely";
import type { PipelineTables } from "./pipeline-tables";
import type { WebhookTables } from "./webhook-tables";

/** Times are ISO 8601 text in UTC; booleans are 0 or 1; JSON columns hold text. */
type Flag = 0 | 1;

export type AccountRow = { id: string; email: string; name: string; created_at: string; updated_at: string };

export type AppRow = {
  id: string;
  name: string;
  owner_id: string;
  region: string;
  /** Fir apps run OCI images, Cedar apps slugs. */
  generation: "cedar" | "fir";
  /** heroku-24, cnb (Fir) or container. */
  stack: string;
  maintenance: Flag;
  buildpack_provided_description: string | null;
  /** JSON: the config vars that the next release will carry. */
  config_vars: string;
  slug_size: number | null;
  created_at: string;
  released_at: string | null;
  updated_at: string;
};

/** Access to an app for users other than the owner. `read` hides config vars and rejects changes. */
export type CollaboratorRow = {
  id: Generated<string>;
  app_id: string;
  account_id: string;
  permission: "read" | "write";
  created_at: Generated<string>;
  updated_at: Generated<string>;
};

/** Access and refresh tokens and authorization codes; only a SHA-256 of each secret is kept. */
export type TokenRow = {
  hash: string;
  kind: "access" | "refresh" | "code";
  account_id: string;
  client_id: string | null;
  scope: string;
  /** Tokens of one authorization share it, so that revoking one ends all. */
  authorization_id: string;
  /** Code only: PKCE S256 challenge and redirect. */
  code_challenge: string | null;
  expires_at: string | null;
  created_at: string;
};

/** An upload slot. After the PUT, the blob is stored under `key` in the blob folder. */
type SourceRow = {
  id: string;
  account_id: string;
  key: string;
  created_at: string;
  expires_at: string;
};

export type BuildRow = {
  id: string;
  app_id: string;
  user_id: string;
  status: "pending" | "succeeded" | "failed";
  stack: string;
  /** JSON: [{name,url}]. */
  buildpacks: string;
  source_url: string;
  source_version: string | null;
  source_version_description: string | null;
  source_checksum: string | null;
  slug_id: string | null;
  release_id: string | null;
  exit_code: number | null;
  canceled: Flag;
  created_at: string;
  started_at: string | null;
  updated_at: string;
};

export type SlugRow = {
  id: string;
  /** App that registered it; releases of any app may use it. */
  app_id: string;
  /** Content address in the blob folder (`slugs/<sha256>`); null until uploaded. */
  key: string | null;
  checksum: string | null;
  size: number | null;
  commit: string | null;
  commit_description: string | null;
  buildpack_provided_description: string | null;
  /** JSON: {type: command}. */
  process_types: string;
  stack: string;
  created_at: string;
  updated_at: string;
  /** Set once its content is destroyed by the retention rule. */
  deleted_at: string | null;
};

/** A feature of an app that has been turned on or off. */
type AppFeatureRow = { app_id: string; name: string; enabled: Flag; updated_at: string };

export type ReleaseRow = {
  id: string;
  app_id: string;
  version: number;
  user_id: string;
  status: "pending" | "succeeded" | "failed" | "expired";
  current: Flag;
  description: string;
  slug_id: string | null;
  /** Instead of a slug: an OCI image of a Fir app, or `docker:<ids>` on the container stack, which the API hides. */
  image_id: string | null;
  /** JSON: snapshot of the config vars. */
  config_vars: string;
  /** 1 if it has a release phase, and thus an output stream. */
  release_phase: Flag;
  created_at: string;
  updated_at: string;
};

export type FormationRow = {
  id: string;
  app_id: string;
  type: string;
  quantity: number;
  size: string;
  command: string;
  created_at: string;
  updated_at: string;
};

export type DynoRow = {
  id: string;
  app_id: string;
  /** web.1 */
  name: string;
  type: string;
  command: string;
  state: "crashed" | "down" | "idle" | "starting" | "up";
  release_id: string;
  release_version: number;
  size: string;
  created_at: string;
  updated_at: string;
};

/** An output stream. The bytes are in the file `outputs/<id>`; `complete` is set when the stream has ended. */
export type OutputRow = {
  /** The build's or release's id. */
  id: string;
  kind: "build" | "release";
  complete: Flag;
  bytes: number;
  created_at: string;
};

/** Process groups that the platform started, so that a restart can end orphans. */
export type ProcessRow = {
  pid: number;
  /** Start time reported by the system, so that a reused pid is never killed. */
  started: string;
  purpose: "build" | "release" | "dyno";
  /** The build's, release's or dyno's id. */
  owner_id: string;
};

type MetaRow = { key: string; value: string };

export type Tables = PipelineTables &
  WebhookTables & {
    accounts: AccountRow;
    apps: AppRow;
    collaborators: CollaboratorRow;
    tokens: TokenRow;
    sources: SourceRow;
    builds: BuildRow;
    slugs: SlugRow;
    app_features: AppFeatureRow;
    oci_images: ImageRow;
    releases: ReleaseRow;
    formation: FormationRow;
    dynos: DynoRow;
    outputs: OutputRow;
    processes: ProcessRow;
    meta: MetaRow;
    /** Applied migrations. */
    migrations: { id: Generated<number>; name: string };
  };

/** An OCI image, which a Fir app runs instead of a slug. Only its metadata is stored, without layers. */
export type ImageRow = {
  id: string;
  /** App that registered it; promotions carry it to others. */
  app_id: string;
  digest: string;
  commit: string;
  commit_description: string;
  /** JSON: {type: command}. */
  process_types: string;
  /** JSON: [{id, version, homepage}]. */
  buildpacks: string;
  image_repo: string;
  base_image_name: string;
  base_top_layer: string;
  architecture: string | null;
  created_at: string;
  updated_at: string;
};
