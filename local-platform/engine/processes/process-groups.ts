import { type ChildProcess, execFile, type StdioOptions, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, constants, open } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Readable, Writable } from "node:stream";
import { promisify } from "node:util";
import { wait } from "@/lib/async";
import type { Context } from "@/local-platform/context";
import type { ProcessRow } from "@/local-platform/store/tables";
import { readStat, startTime } from "./start-time";

export type Command = {
  /** A shell command. */
  line: string;
  cwd: string;
  env: Record<string, string>;
  purpose: ProcessRow["purpose"];
  /** Id of the build, release or dyno. */
  ownerId: string;
  /** Receives stdout and stderr in the order in which they were written; awaited before the next chunk. */
  onOutput(chunk: Uint8Array): unknown;
};

/** Exit status of a command; 127, with a message in the output, if it could not start. */
type Ending = { code: number | null; signal: string | null };

export type ProcessGroup = {
  pid: number;
  /** Resolves when the command has ended, its output is delivered and no process of its group is left. */
  ended: Promise<Ending>;
  /** Sends SIGTERM, then SIGKILL after `graceMs` (the shortest if called repeatedly); resolves like `ended`. */
  stop(graceMs: number): Promise<Ending>;
};

export type ProcessGroups = {
  start(command: Command): Promise<ProcessGroup>;
  /** Ends processes that an earlier run of the platform left behind. */
  endOrphans(): Promise<void>;
};

/** The command blocks on fd 3 until its record is stored. */
const gate = 'read -r go <&3 || exit 1; exec 3<&-; exec sh -c "$0"';

/** Starts commands in their own process groups, recorded before they run. */
export function createProcessGroups({ db, log }: Pick<Context, "db" | "log">): ProcessGroups {
  async function record(pid: number, command: Command): Promise<string> {
    const started = (await startTime(pid)) ?? "unknown";
    const { purpose, ownerId } = command;
    await db.insertInto("processes").values({ pid, started, purpose, owner_id: ownerId }).execute();
    return started;
  }

  const forget = (pid: number, started: string) =>
    db.deleteFrom("processes").where("pid", "=", pid).where("started", "=", started).execute();

  return {
    async start(command) {
      const { child, output } = await spawnGated(command);
      const pid = child.pid ?? 0;
      let stopping: Promise<void> | null = null;
      let over = false;
      const ended = follow(child, output, pid, command, () => stopping);
      try {
        const started = await record(pid, command);
        const settle = ended.finally(() => {
          over = true;
          return forget(pid, started);
        });
        settle.catch((error) => log("error", `the end of process ${pid} was not recorded: ${error}`));
      } catch (error) {
        signalGroup(pid, "SIGKILL");
        throw error;
      }
      const go = child.stdio[3];
      // The command may have ended before it was released.
      if (go instanceof Writable) go.on("error", () => {}).end("go\n");
      return {
        pid,
        ended,
        stop(graceMs) {
          // After its end, another process can reuse the pid.
          if (over) return ended;
          if (stopping) setTimeout(() => over || signalGroup(pid, "SIGKILL"), graceMs).unref();
          stopping ??= endGroup(pid, graceMs);
          return ended;
        },
      };
    },
    async endOrphans() {
      const rows = await db.selectFrom("processes").selectAll().execute();
      await Promise.all(rows.map((row) => endOrphan(row, log)));
      await db.deleteFrom("processes").execute();
    },
  };
}

/** stdout and stderr share one pipe, which keeps their order. */
async function spawnGated({
  line,
  cwd,
  ...command
}: Command): Promise<{ child: ChildProcess; output: Readable }> {
  const env = Object.assign({ NODE_ENV: "production" as const }, command.env);
  if (process.platform === "win32") {
    const child = spawn(`${line} 2>&1`, { cwd, env, shell: true, stdio: ["ignore", "pipe", "ignore"] });
    await once(child, "spawn");
    return { child, output: child.stdout };
  }
  const pipe = await openPipe();
  try {
    const stdio: StdioOptions = ["ignore", pipe.writeEnd, pipe.writeEnd, "pipe"];
    const child = spawn("sh", ["-c", gate, line], { cwd, env, detached: true, stdio });
    await once(child, "spawn");
    return { child, output: pipe.output };
  } catch (error) {
    pipe.output.destroy();
    throw error;
  } finally {
    pipe.closeWriteEnd();
  }
}

async function follow(
  child: ChildProcess,
  output: Readable,
  pid: number,
  command: Command,
  stopping: () => Promise<void> | null,
): Promise<Ending> {
  const copied = copyOutput(output, command);
  const exited = once(child, "exit");
  await exited;
  // If it was stopped, its children get the grace period. If it ended by itself, they are killed.
  if (stopping()) await stopping();
  else if (await groupRuns(pid)) signalGroup(pid, "SIGKILL");
  // A process outside the group may keep the pipe open.
  const patience = setTimeout(() => output.destroy(), 1000);
  await copied;
  clearTimeout(patience);
  return { code: child.exitCode, signal: child.signalCode };
}

async function copyOutput(output: Readable, command: Command) {
  try {
    for await (const chunk of output) await command.onOutput(chunk);
  } catch {
    // The pipe was closed on purpose, after its data was delivered.
  }
}

async function endOrphan(row: ProcessRow, log: Context["log"]) {
  const now = await startTime(row.pid);
  // Another process reuses the pid. If there is no process, children may still run in its group.
  if (now !== null && now !== row.started) return;
  if (now === null && !(await groupRuns(row.pid))) return;
  log("warn", "ended a process that an earlier run left behind", { pid: row.pid, purpose: row.purpose });
  await endGroup(row.pid, 500);
}

/** Sends a signal to every process of a group; ignores a group that has ended. */
export function signalGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  if (process.platform === "win32") {
    execFile("taskkill", ["/pid", String(pid), "/T", "/F"], () => {});
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: the whole group has ended.
  }
}

/** True if a process of the group still runs. Zombies do not count. */
export async function groupRuns(pid: number): Promise<boolean> {
  if (process.platform === "win32") return false;
  try {
    process.kill(-pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== "linux") return true;
  const pids = (await readdir("/proc")).map(Number).filter(Number.isInteger);
  const stats = await Promise.all(pids.map(readStat));
  return stats.some((stat) => stat?.group === pid && stat.state !== "Z" && stat.state !== "X");
}

/** Sends SIGTERM to the group, and SIGKILL after `graceMs`; resolves when no process of it runs. */
async function endGroup(pid: number, graceMs: number): Promise<void> {
  signalGroup(pid, "SIGTERM");
  const deadline = performance.now() + graceMs;
  while (await groupRuns(pid)) {
    if (performance.now() >= deadline) signalGroup(pid, "SIGKILL");
    // A process that cannot be killed (in uninterruptible sleep) must not block the caller forever.
    if (performance.now() >= deadline + 2000) return;
    await wait(20);
  }
}

const run = promisify(execFile);
const openDescriptor = promisify(open);

/**
 * Creates an operating system pipe. Node's `pipe` for a child is a socket, and a program that opens
 * `/dev/stdout` or `/dev/stderr` (shell scripts and web servers do) cannot open a socket.
 */
async function openPipe(): Promise<{ output: Readable; writeEnd: number; closeWriteEnd(): void }> {
  const path = join(tmpdir(), `slipway-${randomUUID()}.pipe`);
  await run("mkfifo", ["-m", "600", path]);
  try {
    // Without O_NONBLOCK, opening would wait for a writer.
    const reading = await openDescriptor(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writing = await openDescriptor(path, constants.O_WRONLY);
    const output = new Socket({ fd: reading, readable: true, writable: false });
    return { output, writeEnd: writing, closeWriteEnd: () => closeSync(writing) };
  } finally {
    await rm(path, { force: true });
  }
}
