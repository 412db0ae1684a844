import type { Insertable, Transaction, Updateable } from "kysely";
import type { Context } from "@/local-platform/context";
import type { Engine, ReleaseRequest } from "@/local-platform/engine/engine";
import { createKeyedLock } from "@/local-platform/engine/keyed-lock";
import type { OutputStore } from "@/local-platform/engine/output/output-store";
import { activate } from "@/local-platform/engine/releaser/activate";
import { planConfigVars } from "@/local-platform/engine/releaser/change-config-vars";
import { parseProcessTypes } from "@/local-platform/engine/releaser/config-vars";
import type { PhaseRunner } from "@/local-platform/engine/releaser/run-release-phase";
import type { ReleaseRow, Tables } from "@/local-platform/store/tables";

export type StoredRelease = {
  id: string;
  version: number;
  /** It runs a release phase first. */
  phase: boolean;
};

export type Releaser = {
  /**
   * Stores an app's next release and, once its turn and its release phase are over, makes it current.
   * `alongside` stores more in the same transaction.
   */
  create(
    request: ReleaseRequest,
    alongside?: (trx: Transaction<Tables>, release: StoredRelease) => Promise<void>,
  ): Promise<StoredRelease>;
  changeConfigVars: Engine["changeConfigVars"];
  /** Fails release phases that an earlier run had begun and goes on with releases that were waiting. */
  recover(): Promise<void>;
  dropApp(appId: string): Promise<void>;
  close(): Promise<void>;
};

export type ReleaserParts = {
  context: Context;
  outputs: OutputStore;
  runPhase: PhaseRunner;
  /** A release became current: replace the dynos. */
  onCurrent(appId: string): void;
};

export function createReleaser({ context, outputs, runPhase, onCurrent }: ReleaserParts): Releaser {
  const { db, now, newId } = context;
  const turns = createKeyedLock();
  const stops = new Map<string, AbortController>();
  let closed = false;

  const slugOf = async (on: Pick<typeof db, "selectFrom">, id: string | null) =>
    (id && (await on.selectFrom("slugs").selectAll().where("id", "=", id).executeTakeFirst())) || null;

  async function store(request: ReleaseRequest, trx: Transaction<Tables>) {
    const { appId } = request;
    const app = await trx.selectFrom("apps").selectAll().where("id", "=", appId).executeTakeFirst();
    if (!app) throw new Error(`There is no app ${appId} any more.`);
    const configVars = request.configVars ? JSON.stringify(request.configVars) : app.config_vars;
    if (configVars !== app.config_vars) {
      const changed = { config_vars: configVars, updated_at: now().toISOString() };
      await trx.updateTable("apps").set(changed).where("id", "=", appId).execute();
    }
    const earlier = trx.selectFrom("releases").where("app_id", "=", appId);
    const newest = await earlier.select("version").orderBy("version", "desc").executeTakeFirst();
    const waiting = await earlier.select("id").where("status", "=", "pending").executeTakeFirst();
    const slug = await slugOf(trx, request.slugId);
    const phase = slug !== null && parseProcessTypes(slug.process_types).release !== undefined;
    const time = now().toISOString();
    const row = {
      id: newId(),
      app_id: appId,
      version: (newest?.version ?? 0) + 1,
      user_id: request.userId,
      status: "pending",
      current: 0,
      description: request.description,
      slug_id: request.slugId,
      config_vars: configVars,
      release_phase: phase ? 1 : 0,
      created_at: time,
      updated_at: time,
    } satisfies Insertable<ReleaseRow>;
    await trx.insertInto("releases").values(row).execute();
    const atOnce = !phase && !waiting;
    if (atOnce) await activate(trx, row, slug, context);
    return { row, phase, atOnce };
  }

  /** In its app's turn: release phase, then current. A failed phase leaves the old release current. */
  async function complete(releaseId: string) {
    // What has not begun is completed after the next start.
    if (closed) return;
    const release = await db
      .selectFrom("releases")
      .selectAll()
      .where("id", "=", releaseId)
      .executeTakeFirst();
    if (release?.status !== "pending") return;
    const slug = await slugOf(db, release.slug_id);
    const passed = release.release_phase === 0 || !slug || (await phasePassed(release, slug.key));
    const end = async (trx: Transaction<Tables>) => {
      if (passed) return activate(trx, release, slug, context);
      const failed = { status: "failed", updated_at: now().toISOString() } satisfies Updateable<ReleaseRow>;
      await trx.updateTable("releases").set(failed).where("id", "=", releaseId).execute();
    };
    if (release.release_phase === 1 && slug) await outputs.finish(releaseId, end);
    else await db.transaction().execute(end);
    if (passed) onCurrent(release.app_id);
  }

  async function phasePassed(release: ReleaseRow, slugKey: string | null): Promise<boolean> {
    const controller = new AbortController();
    stops.set(release.id, controller);
    await outputs.create(release.id, "release");
    try {
      return await runPhase(release, slugKey, controller.signal);
    } finally {
      stops.delete(release.id);
    }
  }

  function take(releaseId: string, appId: string) {
    turns
      .run(appId, () => complete(releaseId))
      .catch((error) =>
        context.log("error", `release ${releaseId} was not completed`, { error: String(error) }),
      );
  }

  function begin({ id, app_id }: Pick<ReleaseRow, "id" | "app_id">, atOnce: boolean) {
    if (atOnce) onCurrent(app_id);
    else take(id, app_id);
  }

  async function failInterrupted(release: ReleaseRow) {
    await outputs.append(release.id, "\n !     The platform was stopped during this release phase.\n");
    const failed = { status: "failed", updated_at: now().toISOString() } satisfies Updateable<ReleaseRow>;
    await outputs.finish(release.id, async (trx) => {
      await trx.updateTable("releases").set(failed).where("id", "=", release.id).execute();
    });
  }

  return {
    async create(request, alongside) {
      const { row, phase, atOnce } = await db.transaction().execute(async (trx) => {
        const stored = await store(request, trx);
        await alongside?.(trx, { id: stored.row.id, version: stored.row.version, phase: stored.phase });
        return stored;
      });
      begin(row, atOnce);
      return { id: row.id, version: row.version, phase };
    },
    async changeConfigVars(change) {
      const { vars, stored } = await db.transaction().execute(async (trx) => {
        const { vars, request } = await planConfigVars(trx, change);
        return { vars, stored: request && (await store(request, trx)) };
      });
      if (stored) begin(stored.row, stored.atOnce);
      return vars;
    },
    async recover() {
      const query = db.selectFrom("releases").selectAll().where("status", "=", "pending");
      for (const release of await query.orderBy("version").execute()) {
        if (await outputs.stat(release.id)) await failInterrupted(release);
        else take(release.id, release.app_id);
      }
    },
    async dropApp(appId) {
      const rows = await db.selectFrom("releases").select("id").where("app_id", "=", appId).execute();
      for (const { id } of rows) stops.get(id)?.abort("canceled");
      await turns.settled(appId);
    },
    async close() {
      closed = true;
      for (const controller of stops.values()) controller.abort("stopped");
      await turns.allSettled();
    },
  };
}
