import { Worker } from "node:worker_threads";
import { z } from "zod";

/** What the thread runs, as text: a bundler needs not know it, and it is found wherever the server is started. */
const SOURCE = `
const { parentPort } = require("node:worker_threads");
const { createHash } = require("node:crypto");
const open = new Map();
parentPort.on("message", ({ id, bytes, length, end }) => {
  const hash = open.get(id) ?? createHash("sha256");
  open.set(id, hash);
  if (bytes) {
    hash.update(new Uint8Array(bytes, 0, length));
    parentPort.postMessage({ id, bytes, digest: null }, [bytes]);
  }
  if (!end) return;
  open.delete(id);
  parentPort.postMessage({ id, bytes: null, digest: hash.digest("hex") });
});`;

/** The first `length` bytes of a memory that goes to the thread, and comes back; `end` asks for the digest. */
export type ToThread = { id: number; bytes?: ArrayBuffer; length?: number; end?: true };
const FromThread = z.object({
  id: z.number(),
  bytes: z.instanceof(ArrayBuffer).nullable(),
  digest: z.string().nullable(),
});
export type FromThread = z.infer<typeof FromThread>;

type Listener = { told: (message: FromThread) => void; failed: (cause: Error) => void };

/** One thread hashes for all uploads, so that the one that relays never waits for SHA-256. It begins with the first. */
export class HashThread {
  readonly #listeners = new Map<number, Listener>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** Registers who is told about one hash; gives its number. */
  open(listener: Listener): number {
    this.#lastId += 1;
    this.#listeners.set(this.#lastId, listener);
    return this.#lastId;
  }

  send(message: ToThread): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, message.bytes ? [message.bytes] : []);
  }

  /** This hash is done. */
  forget(id: number): void {
    this.#listeners.delete(id);
  }

  /** This hash is no longer wanted: the thread forgets it too. */
  close(id: number): void {
    if (this.#listeners.delete(id)) this.#worker?.postMessage({ id, end: true });
  }

  #start(): Worker {
    const worker = new Worker(SOURCE, { eval: true });
    // It must not keep a server alive that wants to stop.
    worker.unref();
    worker.on("message", (message: unknown) => {
      const heard = FromThread.parse(message);
      this.#listeners.get(heard.id)?.told(heard);
    });
    worker.once("error", (cause: Error) => {
      this.#worker = undefined;
      for (const { failed } of this.#listeners.values()) failed(cause);
      this.#listeners.clear();
    });
    return worker;
  }
}
