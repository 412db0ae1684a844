import type { Transaction } from "kysely";
import type { Context } from "@/local-platform/context";
import type { Engine, Events, ReleaseRequest } from "@/local-platform/engine/engine";
import { createKeyedLock } from "@/local-platform/engine/keyed-lock";
import type { OutputStore } from "@/local-platform/engine/output/output-store";
import { settleTarget } from "@/local-platform/engine/promoter/store-promotion";
import type { ReleaseRow, Tables } from "@/local-platform/store/tables";
import { planConfigVars } from "./config-vars";
import type { Phases } from "./release-phases";
import { activate, slugOf, storeRelease } from "./store-release";

type StoredRelease = {
  id: string;
  version: number;
  /** True if it runs a release phase first. */
  phase: boolean;
};

export type Releaser = {
  /**
   * Stores an app's next release and makes it current after earlier releases and its release phase have ended.
   * `alongside` runs in the same transaction.
   */
  create(
    request: ReleaseRequest,
    alongside?: (trx: Transaction<Tables>, release: StoredRelease) => Promise<void>,
  ): Promise<StoredRelease>;
  changeConfigVars: Engine["changeConfigVars"];
  /** Fails release phases that an earlier run had started and resumes releases that were waiting. */
  recover(): Promise<void>;
  /** See Engine.expireRelease. */
  expire(releaseId: string): Promise<void>;
  dropApp(appId: string): Promise<void>;
  close(): Promise<void>;
};

type Noted = Pick<ReleaseRow, "id" | "app_id" | "user_id">;

type Reported = Pick<ReleaseRow, "id" | "app_id" | "user_id" | "version" | "description">;

type ReleaserParts = {
  context: Context;
  outputs: OutputStore;
  phases: Phases;
  events: Events;
  /** Adds a line of the API to the log of an app. */
  report(appId: string, line: string): void;
  /** Called when a release becomes current, to replace the dynos. */
  onCurrent(appId: string): void;
};

export function createReleaser(parts: ReleaserParts): Releaser {
  const { context, outputs, phases, events, onCurrent } = parts;
  const { db, now } = context;
  const turns = createKeyedLock();
  let closed = false;

  /** Runs the release phase, then makes the release current. If the phase fails, the old release stays current. */
  async function complete(releaseId: string) {
    // Releases that have not started are completed after the next start.
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
    const end = async (trx: Transaction<Tables>) => {
      if (outcome !== "passed") return fail(trx, release, outcome);
      await activate(trx, release, slug, context);
      await note(trx, "update", release);
    };
    if (phase) await outputs.finish(releaseId, end);
    else await db.transaction().execute(end);
    if (outcome === "passed") onCurrent(release.app_id);
  }

  async function fail(trx: Transaction<Tables>, release: Noted, status: "failed" | "expired") {
    await failRelease(trx, release.id, status, now().toISOString());
    await note(trx, "update", release);
  }

  function note(trx: Transaction<Tables>, action: "create" | "update", { id, app_id, user_id }: Noted) {
    const previous = action === "update" ? { status: "pending" } : {};
    return events.record(trx, {
      include: "api:release",
      action,
      id,
      appId: app_id,
      userId: user_id,
      previous,
    });
  }

  /** Stores a release with `storeRelease` and records its event. */
  async function store(trx: Transaction<Tables>, request: ReleaseRequest) {
    const stored = await storeRelease(trx, request, context);
    await note(trx, "create", stored.row);
    return stored;
  }

  function take(releaseId: string, appId: string) {
    turns
      .run(appId, () => complete(releaseId))
      .catch((error) =>
        context.log("error", `release ${releaseId} was not completed`, { error: String(error) }),
      );
  }

  /** Logs a new release as Heroku does: its cause, then its version. */
  async function log({ app_id, user_id, version, description }: Reported) {
    const user = await db.selectFrom("accounts").select("email").where("id", "=", user_id).executeTakeFirst();
    const by = `by user ${user?.email ?? "unknown"}`;
    parts.report(app_id, `${description} ${by}`);
    parts.report(app_id, `Release v${version} created ${by}`);
  }

  async function begin(row: Reported, atOnce: boolean) {
    await log(row);
    const { id, app_id } = row;
    if (atOnce) onCurrent(app_id);
    else take(id, app_id);
  }

  async function failInterrupted(release: ReleaseRow) {
    await outputs.append(release.id, "\n !     The platform was stopped during this release phase.\n");
    await outputs.finish(release.id, (trx) => fail(trx, release, "failed"));
  }

  return {
    async create(request, alongside) {
      const { row, phase, atOnce } = await db.transaction().execute(async (trx) => {
        const stored = await store(trx, request);
        await alongside?.(trx, { id: stored.row.id, version: stored.row.version, phase: stored.phase });
        return stored;
      });
      await begin(row, atOnce);
      return { id: row.id, version: row.version, phase };
    },
    async changeConfigVars(change) {
      const { vars, stored } = await db.transaction().execute(async (trx) => {
        const { vars, request } = await planConfigVars(trx, change);
        return { vars, stored: request && (await store(trx, request)) };
      });
      if (stored) await begin(stored.row, stored.atOnce);
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
      // The end of the release phase stores it.
      if (phases.stop(id, "expired")) return;
      await db.transaction().execute(async (trx) => {
        const query = trx.selectFrom("releases").selectAll().where("id", "=", id);
        await fail(trx, await query.executeTakeFirstOrThrow(), "expired");
      });
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

const said = { failed: "release command failed", expired: "release expired" };

/** Fails a release and the promotion target that waits for it, in the caller's transaction. */
async function failRelease(
  trx: Transaction<Tables>,
  releaseId: string,
  status: "failed" | "expired",
  time: string,
): Promise<void> {
  await trx.updateTable("releases").set({ status, updated_at: time }).where("id", "=", releaseId).execute();
  await settleTarget(trx, releaseId, said[status], time);
}
