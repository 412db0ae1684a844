import type { Resume } from "./resume";

/** Tracks the offset of one connection's bytes in an output, and which of them are new. */
export class ResumeCursor {
  readonly #have: number;
  readonly #resume: Resume | null;
  readonly #begun: Buffer[] = [];
  #begunBytes = 0;
  #at: number | null;
  #diverged = false;

  /** `have` is the number of bytes already stored; `resume` is the requested resumption, null for the complete output. */
  constructor(have: number, resume: Resume | null) {
    this.#have = have;
    this.#resume = resume;
    this.#at = resume ? null : 0;
  }

  /** Offset behind the last received byte; null until the start of the connection is known. */
  get at(): number | null {
    return this.#at;
  }

  /** True if the server resumed from neither the requested offset nor 0. */
  get diverged(): boolean {
    return this.#diverged;
  }

  /** Returns the part of these bytes that is new. */
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
