import { plainText } from "./render-line";
import { PLAIN } from "./style";

/** `line` counts from 1, as shown; `count`: how many errors of the same kind there are. */
export type FirstError = { line: number; text: string; count: number };

/** What says why stands near a line's beginning. Without an end, a line of megabytes would hold everybody up. */
const LOOKED_AT = 2_000;

/** Cheap test that most lines of a long output fail. */
const MAYBE = /error|err!|exception|fatal|panic|traceback|failed|cannot|not found|^\s?!\s/i;

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
 * Finds the first line that tells why a build failed. Colour codes may stand in the lines. Three kinds, the most
 * telling one wins: a cause, else a wrapper's complaint (npm's), else the builder's own refusal (` !     `).
 */
export function firstError(lines: Iterable<string>): FirstError | null {
  const found: (FirstError | null)[] = [null, null, null];
  const seen = new Set<string>();
  let line = 0;
  let blockBefore = -1;
  for (const raw of lines) {
    line += 1;
    if (!MAYBE.test(raw)) continue;
    const text = plainText(raw.slice(0, LOOKED_AT), PLAIN);
    const kind = kindOf(text);
    if (kind === -1 || (kind === 0 && seen.has(text))) continue;
    seen.add(text);
    // npm and the builder say one thing in many lines: lines in a row count once.
    const sameBlock = kind > 0 && blockBefore === line - 1;
    if (kind > 0) blockBefore = line;
    const first = found[kind];
    if (!first) found[kind] = { line, text: text.trim(), count: 1 };
    else if (!sameBlock) first.count += 1;
  }
  return found.find((first) => first !== null) ?? null;
}

/** 0 a cause, 1 a wrapper, 2 a refusal, -1 none. */
function kindOf(text: string): number {
  if (NOISE.some((pattern) => pattern.test(text))) return -1;
  if (CAUSES.some((pattern) => pattern.test(text)) && !WRAPPERS[0]?.test(text)) return 0;
  if (WRAPPERS.some((pattern) => pattern.test(text))) return 1;
  if (REFUSALS.some((pattern) => pattern.test(text)) && !EMPTY_TALK.test(text)) return 2;
  return -1;
}
