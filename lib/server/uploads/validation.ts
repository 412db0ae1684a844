import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { SlipwayError } from "@/lib/errors/slipway-error";
import { log } from "@/lib/server/log/log";
import { perProcess } from "@/lib/server/process/per-process";
import type { UploadLimits } from "./limits";
import { FromWorker, type OpenMessage, type ToWorker } from "./validation-messages";

const BUFFERS = 3;
const BUFFER_BYTES = 512 * 1024;

/**
 * One thread for all uploads, started on first use. Unpacking allocates several times the size of an upload outside the
 * heap, and V8 answers with collections of the whole heap, which is small in the thread only.
 */
export const validationThread = perProcess("upload-validation", () => {
  const started = new Worker(new URL("./validation-worker.ts", import.meta.url));
  // The thread must not keep a stopping server alive.
  started.unref();
  started.once("error", (err) => log.error({ err }, "The thread that validates uploads failed"));
  started.once("exit", () => validationThread.reset());
  return started;
});

/** Validates an upload and computes its checksum in a worker thread. Each method rejects with the first error. */
export class Validation {
  readonly #port: MessagePort;
  readonly #free: Uint8Array<ArrayBuffer>[] = [];
  #made = 0;
  #unchecked = 0;
  /** The buffer that is being filled. */
  #buffer: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  #digest: string | undefined;
  #failure: Error | undefined;
  #waiting: (() => void)[] = [];

  /** `folder` must exist at the top level of the tarball. */
  constructor({ unpackedBytes, files }: Pick<UploadLimits, "unpackedBytes" | "files">, folder?: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on("message", (data: unknown) => this.#receive(FromWorker.parse(data)));
    port1.once("close", () => this.#fail(new Error("The validation thread ended.")));
    const open: OpenMessage = { port: port2, limits: { unpackedBytes, files }, folder };
    validationThread().postMessage(open, [port2]);
  }

  /** Adds a copy of a chunk. Resolves when there is room for the next. */
  async write(chunk: Uint8Array): Promise<void> {
    for (let taken = 0; taken < chunk.length; ) {
      this.#buffer ??= await this.#freeBuffer();
      const part = chunk.subarray(taken, taken + BUFFER_BYTES - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      // Chunks that arrive while others are validated are validated together.
      if (this.#filled === BUFFER_BYTES || this.#unchecked === 0) this.#sendBuffer();
    }
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when all chunks so far are valid. */
  async flush(): Promise<void> {
    await this.#until(() => this.#unchecked === 0);
  }

  /** Ends the upload. Resolves to its SHA-256 in hexadecimal. */
  async finish(): Promise<string> {
    this.#sendBuffer();
    this.#send({ kind: "end" });
    await this.#until(() => this.#digest !== undefined);
    this.#port.close();
    return this.#digest ?? "";
  }

  /** Ends the validation early. */
  abandon(): void {
    this.#port.close();
  }

  #receive(reply: FromWorker): void {
    if (reply.kind === "checked") {
      this.#unchecked -= 1;
      this.#free.push(new Uint8Array(reply.bytes));
      if (this.#unchecked === 0) this.#sendBuffer();
    }
    if (reply.kind === "valid") this.#digest = reply.digest;
    if (reply.kind === "invalid") this.#fail(new SlipwayError(reply.id, { detail: reply.detail }));
    this.#wakeAll();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#wakeAll();
  }

  #sendBuffer(): void {
    if (!this.#buffer) return;
    this.#unchecked += 1;
    this.#send({ kind: "chunk", bytes: this.#buffer.buffer, length: this.#filled });
    this.#buffer = undefined;
    this.#filled = 0;
  }

  #send(message: ToWorker): void {
    this.#port.postMessage(message, message.kind === "chunk" ? [message.bytes] : []);
  }

  async #freeBuffer(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#free.length === 0 && this.#made < BUFFERS) {
      this.#made += 1;
      return new Uint8Array(BUFFER_BYTES);
    }
    await this.#until(() => this.#free.length > 0);
    return this.#free.pop() ?? new Uint8Array(BUFFER_BYTES);
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#failure) throw this.#failure;
  }

  #wakeAll(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
