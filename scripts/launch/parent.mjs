import { readFileSync } from "node:fs";

/**
 * Calls `gone` when the parent process has ended: npm 11 does not pass SIGTERM on. A shell between npm and this process
 * outlives npm, so a shell's parent is watched too.
 */
export function watchParent(gone) {
  const parent = process.ppid;
  const behind = shellParent(parent);
  const timer = setInterval(() => {
    if (process.ppid !== parent || (behind && !alive(behind))) {
      clearInterval(timer);
      gone();
    }
  }, 300);
  timer.unref();
}

/** Returns the pid of the parent of a shell that only runs this script, where /proc exists; else null. */
function shellParent(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (!/(^|\/)(sh|dash|bash)$/.test(command[0]) || command[1] !== "-c" || !command[2]?.startsWith("node "))
      return null;
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) || null;
  } catch {
    return null;
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
