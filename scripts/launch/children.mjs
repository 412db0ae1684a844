import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const KILL_MS = 5_000;

/** The started processes, each leading its own group, so that none of its descendants is left behind. */
export class Children {
  #running = new Set();
  #stopping = null;

  /** Starts a process. `onLine` receives its output; `onExit` is called if it ends by itself. */
  start(name, command, { env, onLine, onExit }) {
    const child = this.#spawn(command, {
      env: {
        ...process.env,
        NEXT_TELEMETRY_DISABLED: "1",
        ...env,
        SLIPWAY_LAUNCHER_PID: String(process.pid),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface({ input: child.stdout }).on("line", (line) => onLine(line, "stdout"));
    createInterface({ input: child.stderr }).on("line", (line) => onLine(line, "stderr"));
    child.once("error", (error) => onExit(`${name} could not be started: ${error.message}`));
    child.once("close", (code, signal) => {
      if (!this.#stopping) onExit(`${name} has stopped (${signal ?? `code ${code}`}).`);
    });
    return child;
  }

  /**
   * Runs a command to its end and returns its output (empty if `stdio` lets it print directly). Throws with the
   * output if it fails or is ended.
   */
  async run(name, command, { env, shell, stdio = ["ignore", "pipe", "pipe"] }) {
    const child = this.#spawn(command, { env, shell, stdio });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        printed += text;
      });
    }
    const [code, signal] = await once(child, "close");
    if (code !== 0) throw new Error(`${name} failed (${signal ?? `code ${code}`}). ${printed}`.trim());
    return printed;
  }

  #spawn([command, ...args], options) {
    if (this.#stopping) throw new Error("Stopping: nothing more is started.");
    const child = spawn(command, args, { ...options, detached: process.platform !== "win32" });
    this.#running.add(child);
    child.once("close", () => this.#running.delete(child));
    return child;
  }

  /** Ends all of them with SIGTERM, then SIGKILL after five seconds. */
  stop() {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll() {
    const children = [...this.#running];
    const gone = Promise.all(children.map((child) => new Promise((resolve) => child.once("close", resolve))));
    for (const child of children) signalGroup(child, "SIGTERM");
    const timer = setTimeout(() => {
      for (const child of children) signalGroup(child, "SIGKILL");
    }, KILL_MS);
    await gone;
    clearTimeout(timer);
  }
}

function signalGroup(child, signal) {
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has already ended.
  }
}
