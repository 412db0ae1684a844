import type { Pattern } from "./pattern";

/** What a line of a section may be, the least telling first. A generic refusal points to the line above it. */
const RANKS = [
  "generic",
  "rejected",
  "wrapper",
  "above",
  "hint",
  "header",
  "refusal",
  "error",
  "cause",
] as const;
type Rank = (typeof RANKS)[number];

type Found = { line: number; text: string };
type Candidate = Found & { rank: Rank; pattern?: Pattern };

/** More errors of one section are counted, not kept. */
const KEPT = 200;
/** Lines of npm in a row are one complaint. */
const NPM = /^npm (?:ERR!|error)/;

/** The candidates of one section of an output. */
export class Section {
  #candidates: Candidate[] = [];
  readonly #seen = new Set<string>();
  #npmLine = -2;

  /** True if a refusal in this section has pointed to a line above it. */
  get pointedUp(): boolean {
    return this.#candidates.some(({ rank }) => rank === "above");
  }

  add(rank: Rank, { line, text }: Found, pattern?: Pattern): void {
    const repeated = (rank === "error" || rank === "cause") && this.#seen.has(text);
    const npm = NPM.test(text);
    const sameBlock = npm && rank === "error" && this.#npmLine >= line - 2;
    if (npm && rank === "error") this.#npmLine = line;
    if (repeated || sameBlock || this.#candidates.length >= KEPT) return;
    this.#seen.add(text);
    this.#candidates.push({ line, text, rank, ...(pattern ? { pattern } : {}) });
  }

  clear(): void {
    this.#candidates = [];
  }

  dropLast(): void {
    this.#candidates.pop();
  }

  /** The first candidate of the highest rank; `header` is one that still waits for its message. */
  best(header: Found | null): (Candidate & { count: number; order: number }) | null {
    const all: Candidate[] = header ? [...this.#candidates, { ...header, rank: "header" }] : this.#candidates;
    const order = Math.max(-1, ...all.map(({ rank }) => RANKS.indexOf(rank)));
    const same = all.filter(({ rank }) => RANKS.indexOf(rank) === order);
    const first = same[0];
    const counted = first?.rank === "error" || first?.rank === "cause" ? same.length : 1;
    return first ? { ...first, count: counted, order } : null;
  }
}
