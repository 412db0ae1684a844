import { createBuildQueue } from "./build-queue";
import { createBuildReport } from "./build-report";
import { type BuildParts, finish, runBuild, type StopReason, stopLines } from "./run-build";

export type Builder = {
  /** See Engine.buildStored. */
  stored(buildId: string, options: { seed: boolean }): Promise<void>;
  /** Cancels a pending build; resolves when its row is `failed`. */
  cancel(buildId: string): Promise<void>;
  /** Ends the builds of an app that is being deleted, without storing a result. */
  dropApp(appId: string): Promise<void>;
  /** Fails the builds that were running in an earlier run and queues those that had not started. */
  recover(): Promise<void>;
  close(): Promise<void>;
};

/** Queues and runs builds; each can be ended. */
export function createBuilder(parts: BuildParts): Builder {
  const { context, outputs } = parts;
  const { db } = context;
  const queue = createBuildQueue(context.limits.buildSlots);
  const stops = new Map<string, AbortController>();
  // Rows are read sequentially, so that builds are queued in the order of the calls.
  let intake = Promise.resolve();
  let closed = false;

  async function enqueue(buildId: string, seed: boolean) {
    const build = await db.selectFrom("builds").selectAll().where("id", "=", buildId).executeTakeFirst();
    if (build?.status !== "pending" || closed) return;
    await outputs.create(buildId, "build");
    if (!seed) supersedeSeeds(build.app_id);
    queue.add({ id: buildId, appId: build.app_id, seed, run: () => run(buildId) });
  }

  /** A seed build must neither delay a user's build nor replace its release. */
  function supersedeSeeds(appId: string) {
    const jobs = [...queue.waiting(), ...queue.running()];
    const seeds = jobs.filter((job) => job.seed && job.appId === appId);
    for (const { id } of seeds) stop(id, "superseded").catch((error) => context.log("error", String(error)));
  }

  async function run(buildId: string) {
    const controller = new AbortController();
    stops.set(buildId, controller);
    const timer = setTimeout(() => controller.abort("timeout"), context.limits.buildMs);
    try {
      const time = context.now().toISOString();
      await db.updateTable("builds").set({ started_at: time }).where("id", "=", buildId).execute();
      const build = await db.selectFrom("builds").selectAll().where("id", "=", buildId).executeTakeFirst();
      const app =
        build && (await db.selectFrom("apps").selectAll().where("id", "=", build.app_id).executeTakeFirst());
      if (build && app) await runBuild(parts, build, app, controller.signal);
    } catch (error) {
      context.log("error", `build ${buildId} could not be brought to its end`, { error: String(error) });
    } finally {
      clearTimeout(timer);
      stops.delete(buildId);
    }
  }

  async function stop(buildId: string, reason: StopReason) {
    if (queue.withdraw(buildId)) return failUnbuilt(buildId, reason);
    stops.get(buildId)?.abort(reason);
    return queue.ended(buildId);
  }

  async function failUnbuilt(buildId: string, reason: StopReason) {
    const report = createBuildReport((data) => outputs.append(buildId, data), context.limits.outputBytes);
    await report.warn(...stopLines(reason));
    await report.heading(reason === "canceled" ? "Build canceled" : "Build failed");
    await finish(parts, buildId, "failed", 1, reason === "canceled" || reason === "superseded");
  }

  /** A build that an earlier run started either has a release or is lost. */
  async function settleInterrupted(buildId: string, released: boolean) {
    await outputs.create(buildId, "build");
    if (released) return finish(parts, buildId, "succeeded", 0);
    await outputs.append(buildId, "\n");
    return failUnbuilt(buildId, "stopped");
  }

  function stored(buildId: string, { seed }: { seed: boolean }): Promise<void> {
    intake = intake
      .then(() => enqueue(buildId, seed))
      .catch((error) => context.log("error", `build ${buildId} was not queued`, { error: String(error) }));
    return intake;
  }

  return {
    stored,
    async cancel(buildId) {
      await intake;
      await stop(buildId, "canceled");
    },
    async dropApp(appId) {
      await intake;
      const jobs = [...queue.waiting(), ...queue.running()].filter((job) => job.appId === appId);
      await Promise.all(jobs.map((job) => stop(job.id, "canceled")));
    },
    async recover() {
      const pending = await db
        .selectFrom("builds")
        .selectAll()
        .where("status", "=", "pending")
        .orderBy("created_at")
        .execute();
      for (const build of pending) {
        if (build.started_at === null) await stored(build.id, { seed: false });
        else await settleInterrupted(build.id, build.release_id !== null);
      }
    },
    async close() {
      closed = true;
      await intake;
      // Waiting builds run after the next start.
      queue.clear();
      await Promise.all(queue.running().map((job) => stop(job.id, "stopped")));
    },
  };
}
