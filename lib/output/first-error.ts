import { plainText } from "./render-line";
import { PLAIN } from "./style";

/** `line` counts from 1, as shown; `count`: how many errors of the same kind there are. */
export type FirstError = { line: number; text: string; count: number };

/** What says why stands near a line's beginning. Without an end, a line of megabytes would hold everybody up. */
const LOOKED_AT = 2_000;

/** Cheap test that most lines of a long output fail; it may read many lines at once. */
const MAYBE = /error|err!|exception|fatal|panic|traceback|failed|cannot|not found|^[ \t]?!\s/gim;

const NOISE = [
  /\b(?:0|no) errors?\b/i,
  /\bfound \d+ errors?\b/i,
  /\berrors?:\s*0\b/i,
  /\bA complete log of this run\b/,
  /\b\d+ (?:errors?|problems?)\b.{0,80}\bwarnings?\b/i,
  /^\s*(?:npm (?:warn|notice)|warning|warn|debug|info)\b/i,
  /^\s*(?:\+|\*|-|├|└|│).*error[\w.-]{0,80}@?\d/i,
];

/** What really went wrong, as compilers, tools and runtimes say it. */
const CAUSES = [
  /\berror TS\d+:/,
  /^\s*(?:\[\w+\]\s*|\w+\s+)?(?:Uncaught )?\w*(?:Error|Exception)(?: \[\w+\])?:\s/,
  /^\s*(?:Error|ERROR)\b[:\s!]/,
  /^\s*(?:[\w./@-]+:\d+(?::\d+)?:?\s+)?(?:fatal )?error(?:\[\w+\])?:\s/i,
  /^\s*\[?(?:vite|rollup|esbuild|webpack|eslint|plugin).*\berror\b/i,
  /^\s*✘ \[ERROR\]|^\s*[✖✗×] .*\berror\b/i,
  /^\s*\d+:\d+\s+error\s/,
  /\bERROR in\b|^Failed to compile/,
  /^\s*(?:fatal: |panic: )|^\s*Traceback \(most recent call last\)/,
  /^\s*(?:sh|bash|\/bin\/sh): .*(?:not found|No such file|cannot)/,
  /^make(?:\[\d+\])?: \*\*\*/,
  /^(?:rake|bundler|pip|gem)\b.*(?:aborted|failed)|^ERROR:/i,
];

/** What wrappers say when a cause ended them; it counts only when no cause was found. */
const WRAPPERS = [
  /^\s*npm (?:ERR!|error)\s/,
  /^\s*(?:error|ERR_PNPM\w*|ELIFECYCLE)\s+\S/,
  /\bCommand failed\b|\bexited with code [1-9]/i,
];

const REFUSALS = [/^(?:remote:)?\s?!\s+\S/];
const EMPTY_TALK = /warning|push rejected|build failed|see .{0,200}https?:|^\W*$/i;

/**
 * Looks for the first line that tells why a build failed. Colour codes may stand in the lines. Three kinds, the
 * most telling one wins: a cause, else a wrapper's complaint (npm's), else the builder's own refusal (` !     `).
 */
export class ErrorScan {
  readonly #found: (FirstError | null)[] = [null, null, null];
  readonly #seen = new Set<string>();
  #blockBefore = -1;

  get first(): FirstError | null {
    return this.#found.find((first) => first !== null) ?? null;
  }

  /** Reads whole lines, joined by line feeds; `line` is the number of the first, from 1. */
  read(text: string, line: number): void {
    let at = line;
    let counted = 0;
    MAYBE.lastIndex = 0;
    for (let maybe = MAYBE.exec(text); maybe !== null; maybe = MAYBE.exec(text)) {
      const start = text.lastIndexOf("\n", maybe.index - 1) + 1;
      for (let feed = text.indexOf("\n", counted); feed !== -1 && feed < start; ) {
        at += 1;
        counted = feed + 1;
        feed = text.indexOf("\n", counted);
      }
      const feed = text.indexOf("\n", maybe.index);
      const end = feed === -1 ? text.length : feed;
      this.#take(plainText(text.slice(start, Math.min(end, start + LOOKED_AT)), PLAIN), at);
      if (feed === -1) break;
      MAYBE.lastIndex = end + 1;
    }
  }

  #take(text: string, line: number): void {
    const kind = kindOf(text);
    if (kind === -1 || (kind === 0 && this.#seen.has(text))) return;
    this.#seen.add(text);
    // npm and the builder say one thing in many lines: lines in a row count once.
    const sameBlock = kind > 0 && this.#blockBefore === line - 1;
    if (kind > 0) this.#blockBefore = line;
    const first = this.#found[kind];
    if (!first) this.#found[kind] = { line, text: text.trim(), count: 1 };
    else if (!sameBlock) first.count += 1;
  }
}

/** The first line of an output that tells why it failed. */
export function firstError(lines: Iterable<string>): FirstError | null {
  const scan = new ErrorScan();
  let line = 0;
  for (const text of lines) {
    line += 1;
    scan.read(text, line);
  }
  return scan.first;
}

/** 0 a cause, 1 a wrapper, 2 a refusal, -1 none. */
function kindOf(text: string): number {
  if (NOISE.some((pattern) => pattern.test(text))) return -1;
  if (CAUSES.some((pattern) => pattern.test(text)) && !WRAPPERS[0]?.test(text)) return 0;
  if (WRAPPERS.some((pattern) => pattern.test(text))) return 1;
  if (REFUSALS.some((pattern) => pattern.test(text)) && !EMPTY_TALK.test(text)) return 2;
  return -1;
}
