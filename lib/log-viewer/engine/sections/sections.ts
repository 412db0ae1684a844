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
export function sectionAt(text: string, line: number, before: Section | undefined): Section | null {
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
