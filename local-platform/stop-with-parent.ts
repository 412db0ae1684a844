// Read at start, so that a parent that dies during the start is noticed.
const parent = process.ppid;

/** Calls `stop` when the parent process has ended (npm 11 does not forward signals). Checks twice a second. */
export function stopWithParent(stop: () => void): void {
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
