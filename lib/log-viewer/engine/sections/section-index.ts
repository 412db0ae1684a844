import type { ByteStore } from "@/lib/log-viewer/engine/bytes/byte-store";
import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { type Section, Sections } from "./sections";

/** The maximum length of a heading's line that is inspected. */
const MAX_HEADING = 1_000;
/** The maximum number of sections; further headings are ignored. */
const MAX_SECTIONS = 2_000;

/** The first bytes of a line with a heading: - = r(emote), an escape sequence, a carriage return. */
const BEGINNINGS = new Set([0x2d, 0x3d, 0x72, 0x1b, 0x0d]);

const RETURN = 0x0d;
/** "-> " or "=> ". */
const ARROW_LINE = new Set([0x2d, 0x3d]);
const ARROW = 0x3e;
const BLANK = 0x20;

/** Finds the sections of an output as its lines arrive, at the cost of one byte test for most lines. */
export class SectionIndex {
  readonly #sections = new Sections();
  #next = 0;

  get list(): readonly Section[] {
    return this.#sections.list;
  }

  sectionIndexAt(line: number): number {
    return this.#sections.sectionIndexAt(line);
  }

  /** Reads the lines up to `end`. */
  advance(output: LineStore, end: number): void {
    const over = output.start(end);
    let next = output.start(this.#next);
    let back = output.bytes.indexOf(RETURN, next, over);
    for (let line = this.#next; line < end; line += 1) {
      const start = next;
      next = output.start(line + 1);
      // After a carriage return, the visible text starts later in the line.
      const returned = back !== -1 && back < next;
      if (returned) back = output.bytes.indexOf(RETURN, next, over);
      const heading =
        this.list.length < MAX_SECTIONS &&
        mayBegin(output.bytes, start, returned ? output.end(line) : next, returned);
      if (heading || line === 0) this.#sections.take(heading ? output.text(line, MAX_HEADING) : "", line);
    }
    this.#next = Math.max(this.#next, end);
  }
}

/** True if the line in [`start`, `end`) may have a heading. `returned`: it contains a carriage return. */
function mayBegin(bytes: ByteStore, start: number, end: number, returned: boolean): boolean {
  const from = returned ? Math.max(start, bytes.lastIndexOf(RETURN, start, end) + 1) : start;
  if (!BEGINNINGS.has(bytes.at(from))) return false;
  const limit = Math.min(end, from + MAX_HEADING);
  for (let at = bytes.indexOf(ARROW, from, limit); at !== -1; at = bytes.indexOf(ARROW, at + 1, limit)) {
    if (at + 1 < limit && ARROW_LINE.has(bytes.at(at - 1)) && bytes.at(at + 1) === BLANK) return true;
  }
  return false;
}
