import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Returns the system's start time of a process, or null if it does not exist. Pids are reused; pid and start time
 * together identify a process.
 */
export async function startTime(pid: number): Promise<string | null> {
  try {
    if (process.platform === "linux") return await startTimeOnLinux(pid);
    if (process.platform === "win32") return process.kill(pid, 0) ? "unknown" : null;
    const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim() || null;
  } catch {
    return null;
  }
}

async function startTimeOnLinux(pid: number): Promise<string | null> {
  const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
  const facts = await readStat(pid);
  return facts && `${boot} ${facts.ticks}`;
}

/** Parses `/proc/<pid>/stat`: state letter, process group, ticks from boot to the start (field 22). */
export async function readStat(pid: number): Promise<{ state: string; group: number; ticks: string } | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The name in parentheses can contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, , group, ticks] = [fields[0], fields[1], fields[2], fields[19]];
  return state && group && ticks ? { state, group: Number(group), ticks } : null;
}
