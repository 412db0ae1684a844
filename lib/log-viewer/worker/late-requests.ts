import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { copyOf } from "@/lib/log-viewer/engine/lines/copy-lines";
import { PlainBlock } from "@/lib/log-viewer/engine/lines/plain-block";
import { failureExcerpt } from "@/lib/log-viewer/engine/reason/failure-excerpt";
import { type Reason, ReasonScan } from "@/lib/log-viewer/engine/reason/reason-scan";
import { sliceEnd } from "@/lib/log-viewer/engine/search/finder";
import { WorkerFind } from "./find";
import type { LongLines } from "./long-lines";
import type { FromWorker, LateMessage } from "./messages";
import { yieldToEventLoop } from "./yield-to-event-loop";

/** The requests other than showing lines: find, copy, save, check. Loaded after the first line. */
export class LateRequests {
  readonly find: WorkerFind;
  readonly #store: LineStore;
  readonly #post: (message: FromWorker) => void;
  readonly #reason: WorkerReason;

  constructor(store: LineStore, long: LongLines, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#post = post;
    this.find = new WorkerFind(store, long, post);
    this.#reason = new WorkerReason(store, post);
  }

  take(message: LateMessage): void {
    if (message.kind === "find") this.find.set(message.searchId, message.query, message.context);
    else if (message.kind === "step") this.find.step(message.by, message.current, message.line);
    else if (message.kind === "regexp") this.find.regexp.connect(message.port);
    else if (message.kind === "text") {
      const text = copyOf(this.#store, message.from, message.to, message.colors);
      this.#post({ kind: "text", id: message.id, text });
    } else if (message.kind === "file") {
      void plainFile(this.#store).then((file) => this.#post({ kind: "file", file }));
    } else this.#reason.request();
  }

  /** Called after lines were added; `over`: true if no more will come. */
  onGrow(over: boolean): void {
    this.find.onGrow(over);
    if (over) this.#reason.over();
  }

  /** True if the bytes have this SHA-256. */
  async isWhole(sha256: string): Promise<boolean> {
    return (await checksumOf(this.#store.bytes)) === sha256;
  }
}

/** Returns the whole output as a file, without colors. */
async function plainFile(store: LineStore): Promise<Blob> {
  const parts: Blob[] = [];
  for (const { block } of plainBlocks(store)) {
    parts.push(new Blob([block.bytes.subarray(0, block.length)]));
    await yieldToEventLoop();
  }
  return new Blob(parts, { type: "text/plain;charset=utf-8" });
}

/**
 * Yields the text of all lines of an output, each as `LineStore.text` returns it, about 1 MiB at a time, so that the
 * caller can pause. `line`: the first line of the block, from 0. The block is reused for the next lines.
 */
function* plainBlocks(output: LineStore): Generator<{ line: number; block: PlainBlock }> {
  const block = new PlainBlock();
  const { count } = output;
  for (let line = 0; line < count; ) {
    const to = sliceEnd(output, line, count);
    block.fill(output, line, to);
    yield { line, block };
    line = to;
  }
}

const SLICE = 1 << 19;

/** Returns the SHA-256 of all bytes in hexadecimal, computed in slices. */
async function checksumOf(bytes: ByteStore): Promise<string> {
  const hash = sha256.create();
  const { length } = bytes;
  for (let at = 0; at < length; at += SLICE) {
    hash.update(bytes.slice(at, Math.min(length, at + SLICE)));
    await yieldToEventLoop();
  }
  return bytesToHex(hash.digest());
}

const decoder = new TextDecoder();

/** Finds the reason of a failure after it was requested and the output has ended. */
class WorkerReason {
  readonly #store: LineStore;
  readonly #post: (message: FromWorker) => void;
  #requested = false;
  #over = false;
  #started = false;

  constructor(store: LineStore, post: (message: FromWorker) => void) {
    this.#store = store;
    this.#post = post;
  }

  request(): void {
    this.#requested = true;
    void this.#scanOnce();
  }

  over(): void {
    this.#over = true;
    void this.#scanOnce();
  }

  async #scanOnce(): Promise<void> {
    if (!this.#requested || !this.#over || this.#started) return;
    this.#started = true;
    const reason = await this.#reason();
    this.#post({ kind: "reason", reason, quote: failureExcerpt(this.#store, reason) });
  }

  async #reason(): Promise<Reason | null> {
    const scan = new ReasonScan();
    const { count, bytes } = this.#store;
    for (let line = 0; line < count; ) {
      const to = sliceEnd(this.#store, line, count);
      scan.read(decoder.decode(bytes.slice(this.#store.start(line), this.#store.start(to))), line + 1);
      line = to;
      await yieldToEventLoop();
    }
    return scan.reason;
  }
}
