import type { Resume } from "./resume";

/** Where in an output the bytes of one connection stand, and which of them are new. */
export class Place {
  readonly #have: number;
  readonly #resume: Resume | null;
  readonly #begun: Buffer[] = [];
  #begunBytes = 0;
  #at: number | null;
  #strayed = false;

  /** `have`: bytes of the output that are there already. `resume`: what was asked for; null is all of it. */
  constructor(have: number, resume: Resume | null) {
    this.#have = have;
    this.#resume = resume;
    this.#at = resume ? null : 0;
  }

  /** Offset behind the last byte that came; null until the connection has shown where it began. */
  get at(): number | null {
    return this.#at;
  }

  /** What comes is neither where we were nor the beginning. */
  get strayed(): boolean {
    return this.#strayed;
  }

  /** The new ones of these bytes. */
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
    this.#strayed = !begun.equals(granted) && !begun.equals(ignored);
    if (this.#strayed) return payload.subarray(payload.length);
    this.#at = (begun.equals(granted) ? from : 0) + begun.length;
    return this.fresh(payload.subarray(piece.length));
  }
}
