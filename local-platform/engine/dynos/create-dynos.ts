import { EventEmitter, once } from "node:events";
import { wait } from "@/lib/async";
import type { Context } from "@/local-platform/context";
import type { Engine } from "@/local-platform/engine/engine";
import { createKeyedLock } from "@/local-platform/engine/keyed-lock";
import type { ProcessGroups } from "@/local-platform/engine/processes/process-groups";
import { createDyno, type Dyno, type DynoPlan } from "./dyno";
import { hasPreboot, planDynos, standIn } from "./formation";
import type { LogBook } from "./log-book";

export type Dynos = {
  /** Starts and stops dynos to match the formation and the current release. */
  reconcile(appId: string): Promise<void>;
  restart: Engine["restartDynos"];
  dropApp(appId: string): Promise<void>;
  /** Removes the dynos of an earlier run and starts those of all current releases. */
  recover(): Promise<void>;
  route: Engine["route"];
  close(graceMs: number): Promise<void>;
};

export function createDynos(context: Context, groups: ProcessGroups, logs: LogBook): Dynos {
  const { db, limits, now, newId } = context;
  const apps = new Map<string, Dyno[]>();
  const lock = createKeyedLock();
  const ending = new Map<Dyno, Promise<void>>();
  const events = new EventEmitter().setMaxListeners(0);
  let turn = 0;
  const closing = new AbortController();

  const dynosOf = (appId: string) => apps.get(appId) ?? [];

  async function onState(dyno: Dyno) {
    const { id, appId } = dyno.plan;
    const time = now().toISOString();
    await db.updateTable("dynos").set({ state: dyno.state, updated_at: time }).where("id", "=", id).execute();
    events.emit(appId);
    if (dyno.state === "up" && replacedBy(dyno).length > 0) switchOver(dyno).catch(report);
  }

  const replacedBy = (dyno: Dyno) => {
    const all = dynosOf(dyno.plan.appId);
    return all.slice(0, Math.max(0, all.indexOf(dyno))).filter((old) => old.plan.name === dyno.plan.name);
  };

  /** Only with preboot does a new dyno start beside the one that it replaces, which keeps serving. */
  async function switchOver(dyno: Dyno) {
    await wait(limits.prebootMs, closing.signal);
    if (closing.signal.aborted || dyno.state !== "up") return;
    await Promise.all(replacedBy(dyno).map((old) => end(old, limits.killMs, limits.drainMs)));
  }

  const report = (error: unknown) => context.log("error", "a dyno was not ended", { error: String(error) });

  async function begin(planned: Omit<DynoPlan, "id">, after: Promise<unknown>) {
    const plan = { ...planned, id: newId() };
    const dyno = createDyno({ context, groups, logs, onState }, plan);
    const time = now().toISOString();
    await db
      .insertInto("dynos")
      .values({
        id: plan.id,
        app_id: plan.appId,
        name: plan.name,
        type: plan.type,
        command: plan.command,
        state: "starting",
        release_id: plan.releaseId,
        release_version: plan.releaseVersion,
        size: plan.size,
        created_at: time,
        updated_at: time,
      })
      .execute();
    apps.set(plan.appId, [...dynosOf(plan.appId), dyno]);
    after.then(() => dyno.start(), report);
  }

  function end(dyno: Dyno, graceMs = limits.killMs, drainMs = 0): Promise<void> {
    const ended = remove(dyno, graceMs, drainMs).finally(() => ending.delete(dyno));
    ending.set(dyno, ended);
    return ended;
  }

  async function remove(dyno: Dyno, graceMs: number, drainMs: number) {
    const { appId, id } = dyno.plan;
    apps.set(
      appId,
      dynosOf(appId).filter((other) => other !== dyno),
    );
    await db.deleteFrom("dynos").where("id", "=", id).execute();
    events.emit(appId);
    await wait(drainMs, closing.signal);
    await dyno.stop(graceMs);
  }

  async function bringToPlan(appId: string) {
    if (closing.signal.aborted) return;
    if (await standIn(context, appId)) return;
    const plans = await planDynos(db, appId);
    const preboot = await hasPreboot(db, appId);
    const fits = (dyno: Dyno, plan: Omit<DynoPlan, "id">) =>
      dyno.plan.name === plan.name && dyno.plan.size === plan.size && dyno.plan.releaseId === plan.releaseId;
    for (const dyno of dynosOf(appId))
      if (!plans.some((plan) => plan.name === dyno.plan.name)) end(dyno).catch(report);
    for (const plan of plans) {
      const same = dynosOf(appId).filter((dyno) => dyno.plan.name === plan.name);
      if (closing.signal.aborted || same.some((dyno) => fits(dyno, plan))) continue;
      // With preboot, serving web dynos stay until the router switches; all other outdated dynos stop first.
      const stays = (dyno: Dyno) => preboot && plan.type === "web" && dyno.state === "up";
      const before = same.filter((dyno) => !stays(dyno)).map((dyno) => end(dyno));
      await begin(plan, Promise.all(before));
    }
    events.emit(appId);
  }

  const reconcile = (appId: string) => lock.run(appId, () => bringToPlan(appId));

  return {
    reconcile,
    async restart(appId, { id, type } = {}) {
      const meant = ({ plan }: Dyno) => (id ?? plan.id) === plan.id && (type ?? plan.type) === plan.type;
      await lock.run(appId, async () => {
        await Promise.all(
          dynosOf(appId)
            .filter(meant)
            .map((dyno) => end(dyno)),
        );
      });
      await reconcile(appId);
    },
    dropApp: (appId) =>
      lock.run(appId, async () => {
        await Promise.all(dynosOf(appId).map((dyno) => end(dyno, Math.min(limits.killMs, 1000))));
        apps.delete(appId);
      }),
    async recover() {
      await db.deleteFrom("dynos").execute();
      const rows = await db.selectFrom("releases").select("app_id").where("current", "=", 1).execute();
      await Promise.all(rows.map((row) => reconcile(row.app_id)));
    },
    async route(appName) {
      const app = await db
        .selectFrom("apps")
        .select(["id", "maintenance"])
        .where("name", "=", appName)
        .executeTakeFirst();
      if (!app) return { appId: null, error: "no such app" };
      const appId = app.id;
      if (app.maintenance === 1) return { appId, error: "maintenance" };
      await lock.settled(app.id);
      const deadline = AbortSignal.timeout(limits.bootMs);
      for (;;) {
        const web = dynosOf(app.id).filter((dyno) => dyno.plan.type === "web");
        const up = web.filter((dyno) => dyno.state === "up");
        const serving = up.filter((dyno) => !replacedBy(dyno).some((old) => up.includes(old)));
        const routes = serving.flatMap(({ port, plan }) =>
          port === null ? [] : { appId, dyno: plan.name, port },
        );
        turn += 1;
        const route = routes[turn % Math.max(1, routes.length)];
        if (route !== undefined) return route;
        if (web.length === 0) return { appId, error: "no web dyno" };
        // As with Heroku's router, a request waits for a starting dyno.
        if (deadline.aborted || !web.some((dyno) => dyno.state === "starting"))
          return { appId, error: "crashed" };
        await once(events, app.id, { signal: deadline }).catch(() => {});
      }
    },
    async close(graceMs) {
      closing.abort();
      // Dynos that are already stopping get the shorter grace period too.
      const stopAll = () =>
        Promise.all([...ending.keys(), ...[...apps.values()].flat()].map((dyno) => end(dyno, graceMs)));
      await stopAll();
      await lock.allSettled();
      await stopAll();
    },
  };
}
