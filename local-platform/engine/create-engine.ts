import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "@/local-platform/context";
import { createBuilder } from "./builder/create-builder";
import { createDynos } from "./dynos/create-dynos";
import { createLogBook } from "./dynos/log-book";
import type { Delays, Engine, Events } from "./engine";
import { createOutputStore } from "./output/output-store";
import { createProcessGroups } from "./processes/process-groups";
import { createPromoter } from "./promoter/create-promoter";
import { createReleaser } from "./releaser/create-releaser";
import { createPhaseRunner, createPhases } from "./releaser/release-phases";

/** Time for dynos to exit at shutdown, in ms; the whole platform must stop within a few seconds. */
const lastGraceMs = 1500;

const nobodyListens: Events = { record: async () => {} };

/** Creates the part of the platform that builds, releases and runs apps. */
export function createEngine(
  context: Context,
  delays: Partial<Delays> = {},
  events: Events = nobodyListens,
): Engine {
  const { limits } = context;
  const { promotionMs = () => limits.promotionMs, releaseBootMs = () => limits.releaseBootMs } = delays;
  const outputs = createOutputStore(context);
  const groups = createProcessGroups(context);
  const logs = createLogBook(context.now);
  const dynos = createDynos(context, groups, logs);
  const replaceDynos = (appId: string) => {
    dynos
      .reconcile(appId)
      .catch((error) =>
        context.log("error", `the dynos of ${appId} were not replaced`, { error: String(error) }),
      );
  };
  const runPhase = createPhaseRunner(context, groups, outputs, logs);
  const phases = createPhases({ outputs, runPhase, bootMs: releaseBootMs });
  const report = (appId: string, line: string) => logs.write(appId, "app", "api", line);
  const releaser = createReleaser({ context, outputs, phases, events, report, onCurrent: replaceDynos });
  const promoter = createPromoter({ context, releaser, delayMs: promotionMs });
  const builder = createBuilder({ context, outputs, groups, releaser, events });

  return {
    outputs,
    async recover() {
      await groups.endOrphans();
      await removeLeftovers(context);
      await builder.recover();
      await releaser.recover();
      await promoter.recover();
      await dynos.recover();
    },
    buildStored: (buildId, options) => builder.stored(buildId, { seed: options?.seed ?? false }),
    cancelBuild: (buildId) => builder.cancel(buildId),
    async createRelease(request) {
      const { id, version } = await releaser.create(request);
      return { id, version };
    },
    expireRelease: (releaseId) => releaser.expire(releaseId),
    promotionStored: (promotionId) => promoter.stored(promotionId),
    changeConfigVars: (request) => releaser.changeConfigVars(request),
    formationChanged: (appId) => dynos.reconcile(appId),
    restartDynos: (appId, only) => dynos.restart(appId, only),
    async appDeleted(appId) {
      await Promise.all([builder.dropApp(appId), releaser.dropApp(appId), promoter.dropApp(appId)]);
      await dynos.dropApp(appId);
      logs.forget(appId);
      await outputs.remove(await ownedOutputs(context, appId));
      await rm(join(context.workDir, "cache", appId), { recursive: true, force: true });
    },
    logs: (appId, options) => logs.read(appId, options),
    route: (appName) => dynos.route(appName),
    log: (appId, source, process, line) => logs.write(appId, source, process, line),
    async close() {
      await promoter.close();
      await Promise.all([builder.close(), releaser.close(), dynos.close(lastGraceMs)]);
      logs.close();
      await outputs.close();
    },
  };
}

/** Deletes folders of builds, release phases and dynos that an earlier run left behind. */
async function removeLeftovers({ workDir }: Context) {
  const names = await readdir(workDir).catch(() => []);
  const stale = names.filter((name) => /^(build_|release_|dynos$)/.test(name));
  await Promise.all(stale.map((name) => rm(join(workDir, name), { recursive: true, force: true })));
}

/** Returns the outputs of an app, even if its rows are already deleted. */
async function ownedOutputs({ db }: Context, appId: string): Promise<string[]> {
  const builds = db.selectFrom("builds").select("id");
  const releases = db.selectFrom("releases").select("id");
  const rows = await db
    .selectFrom("outputs")
    .select("id")
    .where((eb) =>
      eb.or([
        eb("id", "in", builds.where("app_id", "=", appId)),
        eb("id", "in", releases.where("app_id", "=", appId)),
        eb.and([eb("id", "not in", builds), eb("id", "not in", releases)]),
      ]),
    )
    .execute();
  return rows.map((row) => row.id);
}
