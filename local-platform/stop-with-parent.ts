// Read when the process starts: a parent that dies during the start must be missed as well.
const parent = process.ppid;

/** Calls `stop` when the process that started us is gone (npm 11 passes no signal on). Looks twice a second. */
export function stopWithParent(stop: () => void): void {
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
