import { type Kysely, sql } from "kysely";
import type { Tables } from "./tables";

const NOW_IN_SQL = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
/** Default id for rows from before ids existed; new rows set their own. */
const UUID_IN_SQL = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
  || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

/** Applied once each, in order. Never change a published migration; add another. */
const migrations: { name: string; statements: string[] }[] = [
  {
    name: "0001-tables",
    statements: [
      `create table accounts (id text primary key, email text not null unique, name text not null,
        created_at text not null, updated_at text not null)`,
      `create table apps (id text primary key, name text not null unique, owner_id text not null references accounts(id),
        region text not null, stack text not null, maintenance integer not null,
        buildpack_provided_description text, config_vars text not null, slug_size integer,
        created_at text not null, released_at text, updated_at text not null)`,
      `create table collaborators (app_id text not null references apps(id) on delete cascade,
        account_id text not null references accounts(id), permission text not null, primary key (app_id, account_id))`,
      `create table tokens (hash text primary key, kind text not null, account_id text not null references accounts(id),
        client_id text, scope text not null, authorization_id text not null, code_challenge text, expires_at text,
        created_at text not null)`,
      "create index tokens_by_authorization on tokens (authorization_id)",
      `create table sources (id text primary key, account_id text not null references accounts(id), key text not null unique,
        created_at text not null, expires_at text not null)`,
      `create table builds (id text primary key, app_id text not null references apps(id) on delete cascade,
        user_id text not null references accounts(id), status text not null, stack text not null, buildpacks text not null,
        source_url text not null, source_version text, source_version_description text, source_checksum text,
        slug_id text, release_id text, exit_code integer, canceled integer not null,
        created_at text not null, started_at text, updated_at text not null)`,
      "create index builds_by_app on builds (app_id, created_at)",
      "create index builds_by_status on builds (status)",
      `create table slugs (id text primary key, app_id text not null, key text, checksum text, size integer, "commit" text,
        commit_description text, buildpack_provided_description text, process_types text not null, stack text not null,
        created_at text not null, updated_at text not null)`,
      `create table releases (id text primary key, app_id text not null references apps(id) on delete cascade,
        version integer not null, user_id text not null references accounts(id), status text not null,
        current integer not null, description text not null, slug_id text, config_vars text not null,
        release_phase integer not null, created_at text not null, updated_at text not null, unique (app_id, version))`,
      `create table formation (id text primary key, app_id text not null references apps(id) on delete cascade,
        type text not null, quantity integer not null, size text not null, command text not null,
        created_at text not null, updated_at text not null, unique (app_id, type))`,
      `create table dynos (id text primary key, app_id text not null references apps(id) on delete cascade, name text not null,
        type text not null, command text not null, state text not null, release_id text not null,
        release_version integer not null, size text not null, created_at text not null, updated_at text not null)`,
      "create index dynos_by_app on dynos (app_id)",
      `create table outputs (id text primary key, kind text not null, complete integer not null, bytes integer not null,
        created_at text not null)`,
      `create table processes (pid integer not null, started text not null, purpose text not null, owner_id text not null,
        primary key (pid, started))`,
      "create table meta (key text primary key, value text not null)",
    ],
  },
  {
    name: "0002-pipelines",
    statements: [
      `create table pipelines (id text primary key, name text not null unique, owner_id text not null references accounts(id),
        created_at text not null, updated_at text not null)`,
      `create table pipeline_couplings (id text primary key, pipeline_id text not null references pipelines(id) on delete cascade,
        app_id text not null unique references apps(id) on delete cascade, stage text not null,
        created_at text not null, updated_at text not null)`,
      "create index pipeline_couplings_by_pipeline on pipeline_couplings (pipeline_id)",
      `create table promotions (id text primary key, pipeline_id text not null references pipelines(id) on delete cascade,
        user_id text not null references accounts(id), source_app_id text not null, source_release_id text not null,
        slug_id text, description text not null, status text not null, created_at text not null, updated_at text)`,
      "create index promotions_by_status on promotions (status)",
      `create table promotion_targets (id text primary key, promotion_id text not null references promotions(id) on delete cascade,
        position integer not null, app_id text not null, release_id text unique, status text not null, error_message text,
        unique (promotion_id, app_id))`,
    ],
  },
  {
    name: "0003-collaborators",
    statements: [
      `create table collaborators_with_ids (id text not null unique default (${UUID_IN_SQL}),
        app_id text not null references apps(id) on delete cascade, account_id text not null references accounts(id),
        permission text not null, created_at text not null default (${NOW_IN_SQL}),
        updated_at text not null default (${NOW_IN_SQL}), primary key (app_id, account_id))`,
      `insert into collaborators_with_ids (app_id, account_id, permission)
        select app_id, account_id, permission from collaborators`,
      "drop table collaborators",
      "alter table collaborators_with_ids rename to collaborators",
    ],
  },
  {
    name: "0004-images",
    statements: [
      `create table oci_images (id text primary key, app_id text not null references apps(id) on delete cascade,
        digest text not null, "commit" text not null, commit_description text not null, process_types text not null,
        buildpacks text not null, image_repo text not null, base_image_name text not null, base_top_layer text not null,
        architecture text, created_at text not null, updated_at text not null)`,
      "alter table apps add column generation text not null default 'cedar'",
      "alter table releases add column image_id text",
      "alter table promotions add column image_id text",
    ],
  },
  {
    name: "0005-webhooks",
    statements: [
      `create table webhooks (id text primary key, app_id text not null references apps(id) on delete cascade,
        url text not null, include text not null, level text not null, secret text not null, authorization text,
        created_at text not null, updated_at text not null)`,
      "create index webhooks_by_app on webhooks (app_id)",
      `create table webhook_events (seq integer primary key autoincrement, id text not null unique,
        app_id text not null references apps(id) on delete cascade, include text not null, payload text not null,
        created_at text not null, updated_at text not null)`,
      "create index webhook_events_by_app on webhook_events (app_id)",
      `create table webhook_deliveries (seq integer primary key autoincrement, id text not null unique,
        app_id text not null references apps(id) on delete cascade,
        webhook_id text not null references webhooks(id) on delete cascade,
        event_id text not null references webhook_events(id) on delete cascade, status text not null,
        num_attempts integer not null, next_attempt_at text, last_attempt text,
        created_at text not null, updated_at text not null)`,
      "create index webhook_deliveries_by_app on webhook_deliveries (app_id)",
      "create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, status, seq)",
    ],
  },
  {
    name: "0006-retention-and-features",
    statements: [
      "alter table slugs add column deleted_at text",
      `create table app_features (app_id text not null references apps(id) on delete cascade, name text not null,
        enabled integer not null, updated_at text not null, primary key (app_id, name))`,
    ],
  },
];

/** Applies pending migrations, each in one transaction. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  await sql`create table if not exists migrations (id integer primary key, name text not null unique)`.execute(
    db,
  );
  const applied = new Set(
    (await db.selectFrom("migrations").select("name").execute()).map((row) => row.name),
  );
  for (const { name, statements } of migrations) {
    if (applied.has(name)) continue;
    await db.transaction().execute(async (transaction) => {
      for (const statement of statements) await sql.raw(statement).execute(transaction);
      await transaction.insertInto("migrations").values({ name }).execute();
    });
  }
}
