import { Worker } from "node:worker_threads";
import { z } from "zod";

/** The worker's code, as text: independent of the bundler and of the working directory. */
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

/** The first `length` bytes of a transferred buffer, which is returned after hashing; `end` requests the digest. */
export type ToThread = { id: number; bytes?: ArrayBuffer; length?: number; end?: true };
const FromThread = z.object({
  id: z.number(),
  bytes: z.instanceof(ArrayBuffer).nullable(),
  digest: z.string().nullable(),
});
export type FromThread = z.infer<typeof FromThread>;

type Listener = { onMessage: (message: FromThread) => void; onError: (cause: Error) => void };

/** One worker thread, started on first use, hashes all uploads, so that SHA-256 does not block the event loop. */
export class HashThread {
  readonly #listeners = new Map<number, Listener>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** Registers the listener of a new hash. Returns the hash's id. */
  open(listener: Listener): number {
    this.#lastId += 1;
    this.#listeners.set(this.#lastId, listener);
    return this.#lastId;
  }

  send(message: ToThread): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message, message.bytes ? [message.bytes] : []);
  }

  /** Removes the listener of a finished hash. */
  forget(id: number): void {
    this.#listeners.delete(id);
  }

  /** Cancels a hash, also in the thread. */
  close(id: number): void {
    if (this.#listeners.delete(id)) this.#worker?.postMessage({ id, end: true });
  }

  #start(): Worker {
    const worker = new Worker(SOURCE, { eval: true });
    // The thread must not keep a stopping server alive.
    worker.unref();
    worker.on("message", (data: unknown) => {
      const message = FromThread.parse(data);
      this.#listeners.get(message.id)?.onMessage(message);
    });
    worker.once("error", (cause: Error) => {
      this.#worker = undefined;
      for (const { onError } of this.#listeners.values()) onError(cause);
      this.#listeners.clear();
    });
    return worker;
  }
}
