import { servePlatform } from "./serve";
import { readSettings } from "./settings";

const STOP_WITHIN_MS = 4500;
// Read at start, so that a parent that dies during the start is noticed.
const parent = process.ppid;

/** Runs the local platform as a process: prints one line when ready and one with the token for scripts. */
async function main(): Promise<void> {
  const { platform, ports, stop } = await servePlatform({
    ...readSettings(process.env),
    log: (level, message, facts) => {
      if (level !== "info") console.error(JSON.stringify({ level, message, ...facts }));
    },
  });
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, end);
  stopWithParent(end);
  // The reader of stdout has closed it.
  process.stdout.on("error", end);

  console.log(
    `Local platform ready: API http://127.0.0.1:${ports.api}, objects http://127.0.0.1:${ports.objects}, apps http://<app>.localhost:${ports.apps}`,
  );
  console.log(`Token for scripts (local platform only): ${platform.scriptToken}`);
}

/** Calls `stop` when the parent process has ended (npm 11 does not forward signals). Checks twice a second. */
function stopWithParent(stop: () => void): void {
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
