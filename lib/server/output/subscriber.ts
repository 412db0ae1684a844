import type { ServerResponse } from "node:http";
import type { Heroku } from "@/lib/server/heroku/client";
import { countOpen } from "@/lib/server/metrics/counts";
import { onShutdown } from "@/lib/server/process/shutdown";
import { writeChunk } from "@/lib/server/wire/chunk-writer";
import type { Reader } from "./grant-pool";
import { watchSession } from "./session-watch";

type SubscriberOptions = {
  offset: number;
  heroku: Heroku;
  session: { id: string; stillSignedIn: () => Promise<boolean> };
  /** Interval of session checks in ms. */
  sessionMs: number;
  /** Called once, when the subscriber has left for any reason. */
  onGone: () => void;
};

/** The maximum bytes in the response's buffer; above it the cursor waits for `drain`. */
const AHEAD_BYTES = 256 * 1024;
const NUL = Buffer.alloc(1);

/** The part of an output stream that a subscriber uses. */
type OutputStream = {
  /** Set at the end of the output. */
  readonly end: unknown;
  readonly length: number;
  readonly readers: { left(reader: Reader): void };
  peek(offset: number): Buffer | null;
  read(offset: number): Promise<Buffer>;
  joined(subscriber: Subscriber): void;
  left(subscriber: Subscriber): void;
};

/**
 * A cursor into an output stream; its bytes are written to a response until the output ends or the client disconnects.
 */
export class Subscriber implements Reader {
  readonly heroku: Heroku;
  readonly #stream: OutputStream;
  readonly #response: ServerResponse;
  readonly #cleanups: (() => void)[];
  #cursor: number;
  #wroteAt = performance.now();
  /** True while the response waits for `drain`. */
  #full = false;
  /** True during a read from disk. */
  #fetching = false;
  #gone = false;

  /** Starts at once; the response's head must have been written. */
  constructor(stream: OutputStream, response: ServerResponse, options: SubscriberOptions) {
    this.heroku = options.heroku;
    this.#stream = stream;
    this.#response = response;
    this.#cursor = options.offset;
    const leave = () => this.leave();
    this.#cleanups = [
      countOpen("slipway_output_viewers"),
      onShutdown(leave),
      watchSession(options.session, options.sessionMs, leave),
      () => stream.readers.left(this),
      options.onGone,
    ];
    const resume = () => this.#resume();
    response.on("drain", resume);
    response.flushHeaders();
    // Writes directly to the socket do not emit `drain` on the response.
    const { socket } = response;
    socket?.on("drain", resume);
    response.once("close", () => {
      socket?.off("drain", resume);
      this.leave();
      stream.left(this);
    });
    stream.joined(this);
    if (response.destroyed) this.leave();
    else this.advance();
    // An immediate byte makes proxies forward the response head.
    if (this.#cursor === options.offset) this.beat(this.#wroteAt);
  }

  /** The offset of the first byte not written yet; null after the end. */
  get cursor(): number | null {
    return this.#gone ? null : this.#cursor;
  }

  /** True if written bytes of this range are still buffered. */
  uses(from: number, to: number): boolean {
    return from < this.#cursor && to > this.#cursor - this.#response.writableLength;
  }

  /** Writes the available bytes; called whenever there are more. */
  advance(): void {
    if (this.#busy || this.#gone) return;
    while (!this.#busy) {
      const bytes = this.#stream.peek(this.#cursor);
      if (bytes === null) this.#fetch();
      else if (bytes.length > 0) this.#write(bytes);
      else break;
    }
    if (!this.#busy && this.#stream.end !== undefined && this.#cursor >= this.#stream.length) this.leave();
  }

  /** Writes a heartbeat, unless bytes were written after `silentSince`. */
  beat(silentSince: number): void {
    if (this.#busy || this.#gone || this.#wroteAt > silentSince) return;
    this.#wroteAt = performance.now();
    writeChunk(this.#response, NUL);
  }

  /** Ends the response, once. */
  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#response.end();
    for (const cleanUp of this.#cleanups) cleanUp();
  }

  get #busy(): boolean {
    return this.#full || this.#fetching;
  }

  #write(bytes: Buffer): void {
    this.#cursor += bytes.length;
    this.#wroteAt = performance.now();
    writeChunk(this.#response, bytes);
    this.#full = this.#response.writableLength > AHEAD_BYTES;
  }

  /** Reads bytes that are no longer in memory. */
  #fetch(): void {
    this.#fetching = true;
    this.#stream.read(this.#cursor).then(
      (bytes) => {
        this.#fetching = false;
        if (this.#gone) return;
        this.#write(bytes);
        this.advance();
      },
      () => this.leave(),
    );
  }

  #resume(): void {
    this.#full = false;
    this.advance();
  }
}
