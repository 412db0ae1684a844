import type { Query } from "@/lib/log-viewer/engine/search/query";

const encoder = new TextEncoder();

/** Searches ASCII text in UTF-8 bytes (Horspool's algorithm), without creating strings. */
export class ByteSearch {
  /** 1 at index 256 × first + second if the text has these two bytes in a row. */
  readonly pairs = new Uint8Array(1 << 16);
  readonly wholeWord: boolean;
  /** True if the text has a blank. */
  readonly blank: boolean;
  readonly #needle: Uint8Array;
  readonly #fold: Uint8Array;
  readonly #skip: Int32Array;
  readonly #ends = new Uint8Array(256);

  private constructor(text: string, matchCase: boolean, wholeWord: boolean) {
    this.#fold = foldOf(matchCase);
    this.#needle = encoder.encode(text).map((byte) => this.#fold[byte] ?? 0);
    this.wholeWord = wholeWord;
    this.blank = text.includes(" ");
    const last = this.#needle.length - 1;
    this.#skip = new Int32Array(256).fill(last + 1);
    for (let byte = 0; byte < 256; byte += 1) {
      const at = this.#needle.subarray(0, last).lastIndexOf(this.#fold[byte] ?? 0);
      if (at !== -1) this.#skip[byte] = last - at;
    }
    for (const byte of this.#cases(last)) this.#ends[byte] = 1;
    for (let at = 0; at < last; at += 1) {
      for (const first of this.#cases(at)) {
        for (const second of this.#cases(at + 1)) this.pairs[first * 256 + second] = 1;
      }
    }
  }

  /** The length of the text in bytes. */
  get length(): number {
    return this.#needle.length;
  }

  /** Null if the query needs strings. */
  static of({ text, matchCase, wholeWord, regexp }: Query): ByteSearch | null {
    if (regexp || !/^[\t -~]+$/.test(text)) return null;
    return new ByteSearch(text, matchCase, wholeWord);
  }

  /**
   * Calls `found` with the offset of each occurrence in the first `length` bytes, also within words. If it returns
   * true, the search continues after the text, so that matches do not overlap.
   */
  each(bytes: Uint8Array, length: number, found: (at: number) => boolean): void {
    const skip = this.#skip;
    const ends = this.#ends;
    const last = this.#needle.length - 1;
    for (let end = last; end < length; ) {
      const byte = bytes[end] ?? 0;
      if (ends[byte] === 0) {
        end += skip[byte] ?? 1;
      } else if (this.#matchesAt(bytes, end - last) && found(end - last)) {
        end += last + 1;
      } else end += skip[byte] ?? 1;
    }
  }

  /** Returns the bytes that match the text at this index. */
  #cases(at: number): number[] {
    return [...this.#fold.keys()].filter((byte) => this.#fold[byte] === this.#needle[at]);
  }

  #matchesAt(bytes: Uint8Array, from: number): boolean {
    const needle = this.#needle;
    const fold = this.#fold;
    for (let at = 0; at < needle.length - 1; at += 1) {
      if (fold[bytes[from + at] ?? 0] !== needle[at]) return false;
    }
    return true;
  }
}

function foldOf(matchCase: boolean): Uint8Array {
  const fold = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  if (!matchCase) for (let byte = 0x41; byte <= 0x5a; byte += 1) fold[byte] = byte + 0x20;
  return fold;
}
