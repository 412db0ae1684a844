import { once } from "node:events";
import { mkdir, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { wait } from "@/lib/async";
import type { Context } from "@/local-platform/context";
import { childEnvironment, withProfiles } from "@/local-platform/engine/environment";
import type { ProcessGroup, ProcessGroups } from "@/local-platform/engine/processes/process-groups";
import { unpack } from "@/local-platform/engine/tarball/unpack";
import { createLineSplitter } from "./line-splitter";
import type { LogBook } from "./log-book";

export type DynoPlan = {
  id: string;
  appId: string;
  /** web.1 */
  name: string;
  type: string;
  command: string;
  size: string;
  releaseId: string;
  releaseVersion: number;
  stack: string;
  /** Path of the slug below `blobs`; null if it was never uploaded. */
  slugKey: string | null;
  configVars: Record<string, string>;
};

export type DynoState = "starting" | "up" | "crashed" | "down";

/** One dyno: a process that is restarted until it is stopped. */
export type Dyno = {
  readonly plan: DynoPlan;
  state: DynoState;
  /** Port of the web process, set at its first start. */
  port: number | null;
  /** Starts the dyno; returns immediately. */
  start(): void;
  /** Sends SIGTERM, then SIGKILL after `graceMs`, and deletes the folder. */
  stop(graceMs: number): Promise<void>;
};

type DynoParts = {
  context: Pick<Context, "dataDir" | "workDir" | "limits" | "log">;
  groups: ProcessGroups;
  logs: LogBook;
  /** Called on each change of state; the dyno waits for it. */
  onState(dyno: Dyno): Promise<void>;
};

/** A process that ran this long resets the restart delay, in ms. */
const wellAfterMs = 60_000;

export function createDyno(parts: DynoParts, plan: DynoPlan): Dyno {
  const { context, groups, logs, onState } = parts;
  const { limits } = context;
  const root = join(context.workDir, "dynos", plan.id);
  const home = join(root, "slug", "app");
  const stopping = new AbortController();
  let group: ProcessGroup | null = null;
  let life: Promise<void> = Promise.resolve();
  let grace = limits.killMs;
  let unpacked = false;

  const say = (text: string) => logs.write(plan.appId, "heroku", plan.name, text);

  async function enter(state: DynoState) {
    if (dyno.state !== state) say(`State changed from ${dyno.state} to ${state}`);
    dyno.state = state;
    await onState(dyno);
  }

  async function live() {
    let delayMs = limits.restartMs;
    while (!stopping.signal.aborted) {
      if (dyno.state === "crashed") await enter("starting");
      const began = performance.now();
      await runOnce().catch((error) =>
        say(`Could not start: ${error instanceof Error ? error.message : error}`),
      );
      if (stopping.signal.aborted) return;
      await enter("crashed");
      if (performance.now() - began >= wellAfterMs) delayMs = limits.restartMs;
      await wait(delayMs, stopping.signal);
      delayMs = Math.min(delayMs * 2, limits.restartCapMs);
    }
  }

  async function runOnce() {
    await prepare();
    dyno.port = plan.type === "web" ? await freePort() : null;
    if (stopping.signal.aborted) return;
    say(`Starting process with command \`${plan.command}\``);
    const lines = createLineSplitter((line) => logs.write(plan.appId, "app", plan.name, line));
    const platform: Record<string, string> = { DYNO: plan.name, STACK: plan.stack };
    if (dyno.port !== null) platform.PORT = String(dyno.port);
    const started = await groups.start({
      line: await withProfiles(home, plan.command),
      cwd: home,
      env: childEnvironment(process.env, {
        app: home,
        home,
        tmp: join(root, "tmp"),
        configVars: plan.configVars,
        platform,
      }),
      purpose: "dyno",
      ownerId: plan.id,
      onOutput: lines.write,
    });
    group = started;
    if (stopping.signal.aborted) started.stop(grace).catch(() => {});
    await becomeUp(started);
    const { code, signal } = await started.ended;
    group = null;
    lines.end();
    if (!stopping.signal.aborted) say(`Process exited with status ${code ?? signal ?? "unknown"}`);
  }

  /** The slug is unpacked once; a restart reuses the files. */
  async function prepare() {
    if (unpacked) return;
    if (plan.slugKey === null) throw new Error("the slug was never uploaded");
    await rm(root, { recursive: true, force: true });
    await mkdir(join(root, "tmp"), { recursive: true });
    const slug = join(context.dataDir, "blobs", plan.slugKey);
    await unpack(slug, join(root, "slug"), limits, { source: false, signal: stopping.signal });
    await mkdir(home, { recursive: true });
    unpacked = true;
  }

  /** A web process is up when it accepts connections, any other process when it has started. */
  async function becomeUp(started: ProcessGroup) {
    if (dyno.port === null) return enter("up");
    const over = new AbortController();
    const late = AbortSignal.timeout(limits.bootMs);
    started.ended.finally(() => over.abort()).catch(() => {});
    const up = await acceptsConnections(dyno.port, AbortSignal.any([over.signal, late, stopping.signal]));
    if (stopping.signal.aborted) return;
    if (up) return enter("up");
    if (over.signal.aborted) return;
    const seconds = Math.round(limits.bootMs / 1000);
    say(
      `Error R10 (Boot timeout) -> Web process failed to bind to $PORT within ${seconds} seconds of launch`,
    );
    await started.stop(limits.killMs);
  }

  const dyno: Dyno = {
    plan,
    state: "starting",
    port: null,
    start() {
      life = live().catch((error) =>
        context.log("error", `dyno ${plan.name} of ${plan.appId} is lost`, { error: String(error) }),
      );
    },
    async stop(graceMs) {
      if (stopping.signal.aborted) {
        await group?.stop(graceMs);
        return life;
      }
      grace = graceMs;
      dyno.state = "down";
      stopping.abort();
      if (group) say("Stopping all processes with SIGTERM");
      await group?.stop(graceMs);
      await life;
      await rm(root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  return dyno;
}

/** Returns a free loopback port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("The system gave no port.");
  return address.port;
}

/** Resolves to true when the port accepts connections, to false if the signal aborts first. */
async function acceptsConnections(port: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await connects(port)) return true;
    await wait(50, signal);
  }
  return false;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
