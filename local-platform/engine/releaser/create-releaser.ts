import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { Engine, ReleaseRequest } from "@/local-platform/engine/engine";
import { createKeyedLock } from "@/local-platform/engine/keyed-lock";
import type { OutputStore } from "@/local-platform/engine/output/output-store";
import { activate } from "@/local-platform/engine/releaser/activate";
import { planConfigVars } from "@/local-platform/engine/releaser/change-config-vars";
import type { Phases } from "@/local-platform/engine/releaser/create-phases";
import { failRelease } from "@/local-platform/engine/releaser/fail-release";
import { slugOf, storeRelease } from "@/local-platform/engine/releaser/store-release";
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
  /** See Engine.expireRelease. */
  expire(releaseId: string): Promise<void>;
  dropApp(appId: string): Promise<void>;
  close(): Promise<void>;
};

export type ReleaserParts = {
  context: Context;
  outputs: OutputStore;
  phases: Phases;
  /** A release became current: replace the dynos. */
  onCurrent(appId: string): void;
};

export function createReleaser({ context, outputs, phases, onCurrent }: ReleaserParts): Releaser {
  const { db, now } = context;
  const turns = createKeyedLock();
  let closed = false;

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
    const phase = release.release_phase === 1 && slug !== null;
    const outcome = phase ? await phases.run(release, slug.key) : "passed";
    if (outcome === "later") return;
    const end = (trx: Transaction<Tables>) =>
      outcome === "passed"
        ? activate(trx, release, slug, context)
        : failRelease(trx, releaseId, outcome, now().toISOString());
    if (phase) await outputs.finish(releaseId, end);
    else await db.transaction().execute(end);
    if (outcome === "passed") onCurrent(release.app_id);
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
    await outputs.finish(release.id, (trx) => failRelease(trx, release.id, "failed", now().toISOString()));
  }

  return {
    async create(request, alongside) {
      const { row, phase, atOnce } = await db.transaction().execute(async (trx) => {
        const stored = await storeRelease(trx, request, context);
        await alongside?.(trx, { id: stored.row.id, version: stored.row.version, phase: stored.phase });
        return stored;
      });
      begin(row, atOnce);
      return { id: row.id, version: row.version, phase };
    },
    async changeConfigVars(change) {
      const { vars, stored } = await db.transaction().execute(async (trx) => {
        const { vars, request } = await planConfigVars(trx, change);
        return { vars, stored: request && (await storeRelease(trx, request, context)) };
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
    async expire(id) {
      // The end of the phase stores it.
      if (phases.stop(id, "expired")) return;
      await db.transaction().execute((trx) => failRelease(trx, id, "expired", now().toISOString()));
    },
    async dropApp(appId) {
      const rows = await db.selectFrom("releases").select("id").where("app_id", "=", appId).execute();
      for (const { id } of rows) phases.stop(id, "canceled");
      await turns.settled(appId);
    },
    async close() {
      closed = true;
      phases.stopAll("stopped");
      await turns.allSettled();
    },
  };
}
