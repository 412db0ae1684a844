import type { Pattern } from "./pattern";

/** The ranks of candidates, lowest first. A generic refusal points to the line above it. */
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

export type Found = { line: number; text: string };
export type Candidate = Found & { rank: Rank; pattern?: Pattern };

/** The maximum number of candidates of a section. */
const MAX_CANDIDATES = 200;
/** Consecutive npm lines are one message. */
const NPM = /^npm (?:ERR!|error)/;

/** The candidates of one section of an output. */
export class Section {
  #candidates: Candidate[] = [];
  readonly #seen = new Set<string>();
  #npmLine = -2;

  /** True if the section has a refusal of the builder. */
  get refused(): boolean {
    return this.#candidates.some(
      ({ rank }) => rank === "generic" || rank === "rejected" || rank === "refusal",
    );
  }

  /** True if a refusal in this section has pointed to a line above it. */
  get pointedUp(): boolean {
    return this.#candidates.some(({ rank }) => rank === "above");
  }

  add(rank: Rank, { line, text }: Found, pattern?: Pattern): void {
    const repeated = (rank === "error" || rank === "cause") && this.#seen.has(text);
    const npm = NPM.test(text);
    const sameBlock = npm && rank === "error" && this.#npmLine >= line - 2;
    if (npm && rank === "error") this.#npmLine = line;
    if (repeated || sameBlock || this.#candidates.length >= MAX_CANDIDATES) return;
    this.#seen.add(text);
    this.#candidates.push({ line, text, rank, ...(pattern ? { pattern } : {}) });
  }

  clear(): void {
    this.#candidates = [];
  }

  dropLast(): void {
    this.#candidates.pop();
  }

  /** Returns the first candidate of the highest rank, among its own and `others`. */
  best(others: Candidate[] = []): (Candidate & { count: number }) | null {
    const all = [...this.#candidates, ...others];
    const highest = Math.max(...all.map(({ rank }) => RANKS.indexOf(rank)));
    const same = all.filter(({ rank }) => RANKS.indexOf(rank) === highest);
    const first = same.sort((one, other) => one.line - other.line)[0];
    const counted = first?.rank === "error" || first?.rank === "cause";
    return first ? { ...first, count: counted ? same.length : 1 } : null;
  }
}
