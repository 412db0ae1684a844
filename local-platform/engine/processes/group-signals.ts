import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import timers from "node:timers/promises";
import { readStat } from "@/local-platform/engine/processes/start-time";

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
export async function endGroup(pid: number, graceMs: number): Promise<void> {
  signalGroup(pid, "SIGTERM");
  const deadline = performance.now() + graceMs;
  while (await groupRuns(pid)) {
    if (performance.now() >= deadline) signalGroup(pid, "SIGKILL");
    // A process that cannot be killed (in uninterruptible sleep) must not block the caller forever.
    if (performance.now() >= deadline + 2000) return;
    await timers.setTimeout(20);
  }
}
