import type { Resume } from "./resume";

/** Tracks the offset of a connection's bytes in an output, and separates new bytes from known ones. */
export class ResumeCursor {
  readonly #have: number;
  readonly #resume: Resume | null;
  readonly #begun: Buffer[] = [];
  #begunBytes = 0;
  #at: number | null;
  #diverged = false;

  /** `have`: the number of bytes already stored. `resume`: the requested resumption, or null for a replay. */
  constructor(have: number, resume: Resume | null) {
    this.#have = have;
    this.#resume = resume;
    this.#at = resume ? null : 0;
  }

  /** The offset after the last received byte; null until the start of the connection is known. */
  get at(): number | null {
    return this.#at;
  }

  /** True if the server started at neither the requested offset nor 0. */
  get diverged(): boolean {
    return this.#diverged;
  }

  /** Returns the new part of the payload. */
  fresh(payload: Buffer): Buffer {
    if (this.#at === null) return this.#find(payload);
    const known = Math.min(payload.length, Math.max(0, this.#have - this.#at));
    this.#at += payload.length;
    return payload.subarray(known);
  }

  #find(payload: Buffer): Buffer {
    if (this.#resume === null) return payload;
    const { granted, ignored, from } = this.#resume;
    const piece = payload.subarray(0, granted.length - this.#begunBytes);
    this.#begun.push(Buffer.from(piece));
    this.#begunBytes += piece.length;
    if (this.#begunBytes < granted.length) return payload.subarray(payload.length);
    const begun = Buffer.concat(this.#begun);
    this.#diverged = !begun.equals(granted) && !begun.equals(ignored);
    if (this.#diverged) return payload.subarray(payload.length);
    this.#at = (begun.equals(granted) ? from : 0) + begun.length;
    return this.fresh(payload.subarray(piece.length));
  }
}
