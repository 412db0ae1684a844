import type { IncomingHttpHeaders } from "node:http";

/** Finds the payload in the bytes of a response's body as they come off the wire. */
export type Framing = {
  /** Hands the payload on, piece by piece; true when the body is whole. Throws when this is no body. */
  take(bytes: Buffer, onPayload: (payload: Buffer) => void): boolean;
  /** Whether the body is whole when the connection ends here. */
  endsHere(): boolean;
};

/** How a body is framed, by its head. Throws for a transfer coding that nobody asked for. */
export function framingOf(headers: IncomingHttpHeaders): Framing {
  const coding = headers["transfer-encoding"]?.trim().toLowerCase();
  if (coding === "chunked") return new Chunked();
  if (coding !== undefined) throw new Error(`the transfer coding ${coding} was not asked for`);
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

/** Of a size, an extension or a trailer. */
const LONGEST_LINE = 16_384;
const SIZE = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i;

class Chunked implements Framing {
  /** Payload still to come of the chunk at hand. */
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

  /** Takes a line in, or what there is of it; gives where it ends. */
  #read(bytes: Buffer, from: number): number {
    const feed = bytes.indexOf(0x0a, from);
    const to = feed === -1 ? bytes.length : feed + 1;
    this.#line += bytes.toString("latin1", from, to);
    if (this.#line.length > LONGEST_LINE) throw new Error("a line between chunks does not end");
    if (feed !== -1) {
      const line = this.#line.replace(/\r?\n$/, "");
      this.#line = "";
      this.#understand(line);
    }
    return to;
  }

  #understand(line: string): void {
    if (this.#expects === "trailer") {
      if (line === "") this.#expects = "nothing";
    } else if (this.#expects === "gap") {
      if (line !== "") throw new Error("a chunk is longer than it said");
      this.#expects = "size";
    } else {
      const size = SIZE.exec(line)?.[1];
      if (size === undefined) throw new Error("a chunk does not say its size");
      this.#left = Number.parseInt(size, 16);
      this.#expects = this.#left === 0 ? "trailer" : "gap";
    }
  }
}
