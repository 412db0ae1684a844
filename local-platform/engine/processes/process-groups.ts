import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { type Readable, Writable } from "node:stream";
import type { Context } from "@/local-platform/context";
import { endGroup, groupRuns, signalGroup } from "@/local-platform/engine/processes/group-signals";
import { openPipe } from "@/local-platform/engine/processes/open-pipe";
import { startTime } from "@/local-platform/engine/processes/start-time";
import type { ProcessRow } from "@/local-platform/store/tables";

export type Command = {
  /** A shell line. */
  line: string;
  cwd: string;
  env: Record<string, string>;
  purpose: ProcessRow["purpose"];
  /** Id of the build, release or dyno. */
  ownerId: string;
  /** stdout and stderr, in the order in which they were written; the next chunk waits for it. */
  onOutput(chunk: Uint8Array): unknown;
};

/** How a command ended; 127 and a message in the output when it could not start. */
export type Ending = { code: number | null; signal: string | null };

export type ProcessGroup = {
  pid: number;
  /** Resolves when the command has ended, its output was handed over and nothing of its group is left. */
  ended: Promise<Ending>;
  /** SIGTERM, then SIGKILL after `graceMs` (asked again: the shorter); resolves as `ended` does. */
  stop(graceMs: number): Promise<Ending>;
};

export type ProcessGroups = {
  start(command: Command): Promise<ProcessGroup>;
  /** Ends what an earlier run of the platform left behind. */
  endOrphans(): Promise<void>;
};

/** The command waits at fd 3 until it is on record. */
const gate = 'read -r go <&3 || exit 1; exec 3<&-; exec sh -c "$0"';

/** Starts commands in process groups of their own, on record from before their first instruction. */
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
      // The command may have been ended before it was let go.
      if (go instanceof Writable) go.on("error", () => {}).end("go\n");
      return {
        pid,
        ended,
        stop(graceMs) {
          // Once it has ended, its pid may be somebody else's.
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

/** stdout and stderr are one pipe, so their order is kept. */
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
  // Asked to end: its children get their grace. Ended by itself: nothing may stay behind.
  if (stopping()) await stopping();
  else if (await groupRuns(pid)) signalGroup(pid, "SIGKILL");
  // Somebody outside the group may hold the pipe open.
  const patience = setTimeout(() => output.destroy(), 1000);
  await copied;
  clearTimeout(patience);
  return { code: child.exitCode, signal: child.signalCode };
}

async function copyOutput(output: Readable, command: Command) {
  try {
    for await (const chunk of output) await command.onOutput(chunk);
  } catch {
    // The pipe was closed on purpose; what came through it was handed over.
  }
}

async function endOrphan(row: ProcessRow, log: Context["log"]) {
  const now = await startTime(row.pid);
  // The pid belongs to somebody else today. No process at all: its children may still be there, in its group.
  if (now !== null && now !== row.started) return;
  if (now === null && !(await groupRuns(row.pid))) return;
  log("warn", "ended a process that an earlier run left behind", { pid: row.pid, purpose: row.purpose });
  await endGroup(row.pid, 500);
}
