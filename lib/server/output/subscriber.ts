import type { ServerResponse } from "node:http";
import type { Heroku } from "@/lib/server/heroku/client";
import { countOpen } from "@/lib/server/metrics/counts";
import { onShutdown } from "@/lib/server/process/shutdown";
import { writeChunk } from "./chunk-writer";
import type { Reader } from "./grant-pool";
import { watchSession } from "./session-watch";

export type ViewerOptions = {
  offset: number;
  heroku: Heroku;
  session: { id: string; stillSignedIn: () => Promise<boolean> };
  /** How often the session is looked at. */
  sessionMs: number;
  /** Called once, when the viewer is gone for whatever reason. */
  onGone: () => void;
};

/** Written but not yet taken by the network: beyond it a viewer waits, a cursor that lags, not a queue that grows. */
const AHEAD_BYTES = 256 * 1024;
const NUL = Buffer.alloc(1);

/** The stream that a viewer reads: its bytes so far, and who reads them. */
type Feed = {
  /** Set once nothing follows. */
  readonly end: unknown;
  readonly length: number;
  readonly readers: { left(reader: Reader): void };
  peek(offset: number): Buffer | null;
  read(offset: number): Promise<Buffer>;
  joined(viewer: Viewer): void;
  left(viewer: Viewer): void;
};

/** One who looks at a feed: a cursor into its bytes, written to a response until the output ends or the viewer leaves. */
export class Viewer implements Reader {
  readonly heroku: Heroku;
  readonly #feed: Feed;
  readonly #response: ServerResponse;
  readonly #farewells: (() => void)[];
  #cursor: number;
  #wroteAt = performance.now();
  /** The network has to take something first. */
  #full = false;
  /** Bytes are on their way from the disk. */
  #fetching = false;
  #gone = false;

  /** Begins at once; the response's head must have been written. */
  constructor(feed: Feed, response: ServerResponse, options: ViewerOptions) {
    this.heroku = options.heroku;
    this.#feed = feed;
    this.#response = response;
    this.#cursor = options.offset;
    const leave = () => this.leave();
    this.#farewells = [
      countOpen("slipway_output_viewers"),
      onShutdown(leave),
      watchSession(options.session, options.sessionMs, leave),
      () => feed.readers.left(this),
      options.onGone,
    ];
    const resume = () => this.#resume();
    response.on("drain", resume);
    response.flushHeaders();
    // What was written to the socket itself, the response does not hear of.
    const { socket } = response;
    socket?.on("drain", resume);
    response.once("close", () => {
      socket?.off("drain", resume);
      this.leave();
      feed.left(this);
    });
    feed.joined(this);
    if (response.destroyed) this.leave();
    else this.advance();
    // A byte at once, whatever there is: what stands between us and the viewer passes the head on with it.
    if (this.#cursor === options.offset) this.beat(this.#wroteAt);
  }

  /** Offset of the first byte that was not yet written to it; null once it leaves. */
  get cursor(): number | null {
    return this.#gone ? null : this.#cursor;
  }

  /** Whether the network has not yet taken what was written of these bytes. */
  uses(from: number, to: number): boolean {
    return from < this.#cursor && to > this.#cursor - this.#response.writableLength;
  }

  /** Writes what there is; called whenever there is more. */
  advance(): void {
    if (this.#busy || this.#gone) return;
    while (!this.#busy) {
      const bytes = this.#feed.peek(this.#cursor);
      if (bytes === null) this.#fetch();
      else if (bytes.length > 0) this.#write(bytes);
      else break;
    }
    if (!this.#busy && this.#feed.end !== undefined && this.#cursor >= this.#feed.length) this.leave();
  }

  /** Says that we are here, unless something was written since. */
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
    for (const say of this.#farewells) say();
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

  /** Takes bytes that are no longer in memory. */
  #fetch(): void {
    this.#fetching = true;
    this.#feed.read(this.#cursor).then(
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
