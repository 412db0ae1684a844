import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Ports = { dashboard: number; api: number; objects: number; apps: number };

/** Returns four consecutive ports for one product. */
export function portsFrom(first: number): Ports {
  return { dashboard: first, api: first + 1, objects: first + 2, apps: first + 3 };
}

/** The ports of this process: concurrent test files are ten ports apart. */
export const ports = portsFrom(
  Number(process.env.PRODUCT_PORT ?? 4310) + 10 * (Number(process.env.VITEST_POOL_ID ?? 1) - 1),
);
export const url = `http://localhost:${ports.dashboard}`;

/** The product in separate processes: its output and its end. */
export class Launched {
  readonly child: ChildProcess;
  output = "";
  readonly #ended: Promise<number | null>;
  #waiting: { text: RegExp; resolve: () => void }[] = [];

  constructor(command: string[], dataDir: string, more: Record<string, string> = {}, at: Ports = ports) {
    const [file = "", ...args] = command;
    this.child = spawn(file, args, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment(dataDir, at), ...more },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (data) => this.#read(data));
    this.#ended = new Promise((resolve) => this.child.once("exit", (code) => resolve(code)));
  }

  /** Resolves when the text was printed; rejects with all output if the process ends before. */
  printed(text: RegExp): Promise<void> {
    const seen = new Promise<void>((resolve) => this.#waiting.push({ text, resolve }));
    this.#read("");
    const gone = this.#ended.then((code) => {
      throw new Error(`It ended with ${code} before printing ${text}:\n${this.output}`);
    });
    return Promise.race([seen, gone]);
  }

  /** Resolves with the exit code. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Signals the whole group, as a terminal or a supervisor does. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.child.pid) process.kill(-this.child.pid, signal);
  }

  #read(data: unknown): void {
    this.output += String(data);
    this.#waiting = this.#waiting.filter(({ text, resolve }) => !text.test(this.output) || resolve());
  }
}

export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), "slipway-product-"));
}

/** Resolves with the number of ms until none of the ports is in use. */
export async function allPortsFree(withinMs: number): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const open = await Promise.all(Object.values(ports).map(listens));
    const took = performance.now() - begun;
    if (!open.includes(true)) return took;
    if (took > withinMs)
      throw new Error(`After ${Math.round(took)} ms something still listens: ${open.join(" ")}`);
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.once("connect", () => resolve(socket.destroy() && true));
    socket.once("error", () => resolve(false));
  });
}

/** Sets ports and data folder, and removes whatever would make it call Heroku. */
function environment(dataDir: string, at: Ports): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    PORT: String(at.dashboard),
    LOCAL_API_PORT: String(at.api),
    LOCAL_OBJECTS_PORT: String(at.objects),
    LOCAL_APPS_PORT: String(at.apps),
    HEROKU_OAUTH_ID: "",
    HEROKU_OAUTH_SECRET: "",
    HEROKU_API_KEY: "",
    PUBLIC_URL: "",
    DATABASE_URL: "",
    HOST: "127.0.0.1",
  };
}
