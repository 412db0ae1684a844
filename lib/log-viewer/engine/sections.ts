import type { ByteStore } from "./bytes/byte-store";
import type { LineStore } from "./bytes/line-store";

/** The phases of a build, in order. The output covers the first four; release and dynos are other resources. */
export const PHASES = ["fetch", "detect", "build", "slug", "release", "dynos"] as const;
export type Phase = (typeof PHASES)[number];

/** A part of the output under a heading. `line` counts from 0; `detail`: the heading if `name` is shorter, or null. */
export type Section = { line: number; name: string; detail: string | null; phase: Phase };

/** The result of a build: a heading that starts no section. */
const RESULT = /^(?:build (?:succeeded|failed|canceled|cancelled)|failed)\b/i;

const HEADING = /^(?:remote: )?(?:-{5}>|={3,5}>)\s+(\S.*)$/;

/** Headings of Heroku's buildpacks → the section's short name and phase. First match wins. */
const KNOWN: readonly (readonly [RegExp, string, Phase])[] = [
  [/^(?:fetch|download)ing (?:source|app|code|the source|tarball|archive)|^fetch|^unpack/i, "Fetch", "fetch"],
  [/^building on the /i, "Fetch", "fetch"],
  [/^(?:determining which|using) buildpack|^detect|app detected$| detected\b/i, "Detect", "detect"],
  [/^(?:creating|setting up) (?:the )?runtime/i, "Runtime", "build"],
  [/^installing (?:binaries|node|python|ruby|toolchain)|^using (?:python|ruby|node)/i, "Runtime", "build"],
  [/^install/i, "Install", "build"],
  [/^(?:restoring|caching|saving|loading) .*cache|^(?:caching|saving) /i, "Cache", "build"],
  [/^prun/i, "Prune", "build"],
  [/^prebuild|^heroku-prebuild/i, "Prebuild", "build"],
  [/^build|^compil|^running .*build|^preparing app for/i, "Build", "build"],
  [/^discover.*process types/i, "Processes", "slug"],
  [/^compress|^pack|^creating slug|^uploading slug|^slug/i, "Slug", "slug"],
  [/^launch|^releas|^creating release|^running release/i, "Release", "release"],
];

/**
 * Returns the section that starts at a line, or null. An unknown heading is its own name, in the phase of the previous
 * section. A heading of the same name continues the previous section.
 */
function sectionAt(text: string, line: number, before: Section | undefined): Section | null {
  const heading = HEADING.exec(text)?.[1]?.trimEnd();
  if (heading === undefined || (before && RESULT.test(heading))) return null;
  const known = KNOWN.find(([pattern]) => pattern.test(heading));
  if (!known) return { line, name: heading, detail: null, phase: before?.phase ?? "build" };
  const [, name, phase] = known;
  return name === before?.name ? null : { line, name, detail: heading === name ? null : heading, phase };
}

/** The sections of an output. The lines before the first heading are "Start". */
export class Sections {
  readonly #list: Section[] = [];

  get list(): readonly Section[] {
    return this.#list;
  }

  /**
   * Reads the text of the next line; lines must be passed once, in order, from 0. Returns true if it starts a section.
   */
  take(text: string, line: number): boolean {
    const section = text.includes(">") ? sectionAt(text, line, this.#list.at(-1)) : null;
    if (section) this.#list.push(section);
    else if (line === 0) this.#list.push({ line: 0, name: "Start", detail: null, phase: "fetch" });
    return section !== null;
  }

  /** Returns the index of the section that contains a line, or -1. */
  sectionIndexAt(line: number): number {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.line ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

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
      const hasReturn = back !== -1 && back < next;
      if (hasReturn) back = output.bytes.indexOf(RETURN, next, over);
      const heading =
        this.list.length < MAX_SECTIONS &&
        mayBegin(output.bytes, start, hasReturn ? output.end(line) : next, hasReturn);
      if (heading || line === 0) this.#sections.take(heading ? output.text(line, MAX_HEADING) : "", line);
    }
    this.#next = Math.max(this.#next, end);
  }
}

/** True if the line in [`start`, `end`) may have a heading. `hasReturn`: it contains a carriage return. */
function mayBegin(bytes: ByteStore, start: number, end: number, hasReturn: boolean): boolean {
  const from = hasReturn ? Math.max(start, bytes.lastIndexOf(RETURN, start, end) + 1) : start;
  if (!BEGINNINGS.has(bytes.at(from))) return false;
  const limit = Math.min(end, from + MAX_HEADING);
  for (let at = bytes.indexOf(ARROW, from, limit); at !== -1; at = bytes.indexOf(ARROW, at + 1, limit)) {
    if (at + 1 < limit && ARROW_LINE.has(bytes.at(at - 1)) && bytes.at(at + 1) === BLANK) return true;
  }
  return false;
}
