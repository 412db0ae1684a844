import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import { C1_LEAD } from "@/lib/log-viewer/engine/bytes/escape-bytes";
import { ESC, readEscape } from "./escapes";
import { applySgr } from "./sgr";
import { PLAIN, type Style } from "./style";

/** Distance of cached styles in bytes, and the range of a backward search. */
const STEP = 1 << 18;
/** The maximum length of a sequence that changes a style. */
const MAX_SEQUENCE = 128;

const CSI = 0x9b;

/**
 * Returns the style at any byte of an output without reading it from the start: searches backward for the last full
 * reset, and continues from a cached style if there is none nearby.
 */
export class StyleBefore {
  readonly #bytes: ByteStore;
  readonly #cached: Style[] = [PLAIN];

  constructor(bytes: ByteStore) {
    this.#bytes = bytes;
  }

  at(offset: number): Style {
    const floor = Math.floor(offset / STEP);
    const reset = this.#lastReset(Math.max(0, offset - STEP), offset);
    if (reset !== -1) return this.after(PLAIN, reset, offset);
    return this.after(this.#cachedAt(floor), floor * STEP, offset);
  }

  /** Returns the style at `to` if it is `style` at `from`. A sequence takes effect at its first byte. */
  after(style: Style, from: number, to: number): Style {
    let next = style;
    let sequence = this.#escapeFrom(from, to);
    let control = this.#controlFrom(from, to);
    for (let at = Math.min(sequence, control); at < to; at = Math.min(sequence, control)) {
      const parameters = this.#parameters(at);
      if (parameters !== null) next = applySgr(next, parameters);
      if (at === sequence) sequence = this.#escapeFrom(at + 1, to);
      else control = this.#controlFrom(at + 1, to);
    }
    return next;
  }

  #escapeFrom(from: number, to: number): number {
    const at = this.#bytes.indexOf(ESC, from, to);
    return at === -1 ? to : at;
  }

  /** Returns the offset of the next CSI that is a two-byte C1 control. */
  #controlFrom(from: number, to: number): number {
    let at = this.#bytes.indexOf(C1_LEAD, from, to);
    while (at !== -1 && this.#bytes.at(at + 1) !== CSI) at = this.#bytes.indexOf(C1_LEAD, at + 1, to);
    return at === -1 ? to : at;
  }

  #cachedAt(step: number): Style {
    for (let known = this.#cached.length; known <= step; known += 1) {
      this.#cached.push(this.after(this.#cached[known - 1] ?? PLAIN, (known - 1) * STEP, known * STEP));
    }
    return this.#cached[step] ?? PLAIN;
  }

  #lastReset(from: number, to: number): number {
    let at = this.#bytes.lastIndexOf(ESC, from, to);
    while (at !== -1) {
      const parameters = this.#parameters(at);
      if (parameters !== null && /^0*(?:;|$)/.test(parameters)) return at;
      at = this.#bytes.lastIndexOf(ESC, from, at);
    }
    return -1;
  }

  /** Returns the parameters of the sequence at `at` if it sets a style, or null. */
  #parameters(at: number): string | null {
    const from = this.#bytes.at(at) === C1_LEAD ? at + 1 : at;
    const sequence = readEscape(String.fromCharCode(...this.#bytes.slice(from, from + MAX_SEQUENCE)), 0);
    return sequence.kind === "csi" && sequence.final === "m" ? sequence.parameters : null;
  }
}
