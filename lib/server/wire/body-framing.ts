import type { IncomingHttpHeaders } from "node:http";

const MAX_HEAD = 64 * 1024;
const END = Buffer.from("\r\n\r\n");

/** Returns the offset after a response head; 0 while it is incomplete. Throws if it is too long. */
export function headEnd(bytes: Buffer): number {
  const at = bytes.indexOf(END);
  if (at === -1 && bytes.length > MAX_HEAD) throw new Error("the response head is too long");
  return at === -1 ? 0 : at + END.length;
}

/** Extracts the payload from the raw bytes of a response body. */
export type Framing = {
  /** Passes on the payload in pieces. Returns true if the body is complete. Throws if it is malformed. */
  take(bytes: Buffer, onPayload: (payload: Buffer) => void): boolean;
  /** True if the body is complete when the connection ends here. */
  endsHere(): boolean;
};

/** Returns the framing of a body from its headers. Throws for an unsupported transfer coding. */
export function framingOf(headers: IncomingHttpHeaders): Framing {
  const coding = headers["transfer-encoding"]?.trim().toLowerCase();
  if (coding === "chunked") return new Chunked();
  if (coding !== undefined) throw new Error(`the transfer coding ${coding} is not supported`);
  const length = headers["content-length"];
  return length === undefined ? untilClosed : new Counted(Number(length));
}

const untilClosed: Framing = {
  take(bytes, onPayload) {
    onPayload(bytes);
    return false;
  },
  endsHere: () => true,
};

class Counted implements Framing {
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  take(bytes: Buffer, onPayload: (payload: Buffer) => void): boolean {
    const payload = bytes.subarray(0, this.#left);
    this.#left -= payload.length;
    if (payload.length > 0) onPayload(payload);
    return this.#left === 0;
  }

  endsHere(): boolean {
    return this.#left === 0;
  }
}

/** The maximum length of a chunk-size line with extensions, or of a trailer line. */
const MAX_LINE = 16_384;
const SIZE = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i;

class Chunked implements Framing {
  /** Remaining payload bytes of the current chunk. */
  #left = 0;
  #line = "";
  #expects: "size" | "gap" | "trailer" | "nothing" = "size";

  take(bytes: Buffer, onPayload: (payload: Buffer) => void): boolean {
    for (let at = 0; at < bytes.length && this.#expects !== "nothing"; ) {
      if (this.#left > 0) {
        const payload = bytes.subarray(at, at + this.#left);
        this.#left -= payload.length;
        at += payload.length;
        onPayload(payload);
      } else {
        at = this.#read(bytes, at);
      }
    }
    return this.endsHere();
  }

  endsHere(): boolean {
    return this.#expects === "nothing";
  }

  /** Reads a line or part of one. Returns the offset after it. */
  #read(bytes: Buffer, from: number): number {
    const newline = bytes.indexOf(0x0a, from);
    const to = newline === -1 ? bytes.length : newline + 1;
    this.#line += bytes.toString("latin1", from, to);
    if (this.#line.length > MAX_LINE) throw new Error("a line between chunks is too long");
    if (newline !== -1) {
      const line = this.#line.replace(/\r?\n$/, "");
      this.#line = "";
      this.#parseLine(line);
    }
    return to;
  }

  #parseLine(line: string): void {
    if (this.#expects === "trailer") {
      if (line === "") this.#expects = "nothing";
    } else if (this.#expects === "gap") {
      if (line !== "") throw new Error("a chunk is longer than its size");
      this.#expects = "size";
    } else {
      const size = SIZE.exec(line)?.[1];
      if (size === undefined) throw new Error("a chunk has no valid size");
      this.#left = Number.parseInt(size, 16);
      this.#expects = this.#left === 0 ? "trailer" : "gap";
    }
  }
}
