/** Calls `stop` when the process that started us is gone (npm 11 passes no signal on). Looks twice a second. */
export function stopWithParent(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
