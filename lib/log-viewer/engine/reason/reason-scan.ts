import { plainText } from "@/lib/log-viewer/engine/terminal/render-line";
import { PLAIN } from "@/lib/log-viewer/engine/terminal/style";
import { type CleanLine, classify, cleanLine } from "./classify";
import { HINT } from "./families/general";
import { GENERIC_REFUSALS, REJECTED } from "./families/heroku";
import { type Candidate, type Found, Section } from "./section";

/** The line that states why a build failed. `line` counts from 1; `count`: the number of errors of the same rank. */
export type Reason = { line: number; text: string; count: number };

/** A message is near the start of its line; the rest of a long line is ignored. */
const MAX_MESSAGE = 2_000;
/** Cursor moves are applied within this many characters of a line. */
const MAX_RENDERED = 1_000_000;
/** The maximum distance between a header and its message, in lines. */
const HEADER_REACH = 8;
const TRACEBACK_REACH = 400;
/** How far above a refusal, or above the end, lines that read like a message are searched for. */
const WINDOW_LINES = 40;
const WINDOW_LENGTH = 8_000;

/**
 * A filter over many lines at once: lines that no pattern can match are skipped. It does not cover hints, which are
 * searched only near the end of a section.
 */
export const MAYBE =
  /error|err[!_]|exception|fatal|panic|traceback|fail|abort|cannot|can't|could(?: not|n't)|no such|::[A-Z]|not (?:find|found|ok|compat)|no (?:space|matching|required|rule)|out of mem|killed|segmentation|bus err|illegal inst|went wrong|cancel|exit|returned|complete|success|installed|added|YN\d|sqlstate|● |\*\* \(|:\d+:\d|requires|denied|unknown|mismatch|conflict|line \d+:|\.php line|\\|never used|undefined ref|your (?:ruby|bundle)|skipping|terminated|did not|resolution|! |=!=|----> |==> |=== |## |step \d/gi;

const SECTION = /^(?:-{5}>|={3,5}>)\s+\S|^=== \S|^## \S|^Step \d+\/\d+ :/;
const RESULT = /^(?:-{5}>|={3,5}>)\s+(?:build (?:succeeded|failed|cancell?ed)|failed)\b/i;
const REFUSAL = /^!{1,2}\s+(\S.*)$/;
/** A line that shows a place or a rendering, never a message. */
const PLACE =
  /^[\W\d]*$|^(?:File "|at |in |from )|^(?:\.{0,2}\/)?[\w@./\\-]+(?::\d+){0,2}:?$|^>?\s*\d+ *[│|▕]|^https?:\S+$/;

type Pending = { line: number; clean: CleanLine; text: string; left: number; traceback: boolean };

/**
 * Finds the line that states why a build or a release phase failed, in one pass. The lines may have color codes and
 * cursor moves. The last section with a candidate decides: an error in an earlier one did not stop the build.
 */
export class ReasonScan {
  #section = new Section();
  #before: Section | null = null;
  #pending: Pending | null = null;
  #tail = "";
  #next = 1;
  readonly #origins = new Map<RegExp, Reason>();

  get reason(): Reason | null {
    const waiting: Candidate[] = this.#pending ? [{ ...this.#pending, rank: "header" }] : [];
    const own = this.#section.best(this.#section.refused ? waiting : [...waiting, ...this.#lastHint()]);
    const best = own && own.rank !== "generic" ? own : (this.#before?.best() ?? own);
    if (!best) return null;
    const origin = best.pattern && this.#origins.get(best.pattern.test);
    return origin ?? { line: best.line, text: best.text, count: best.count };
  }

  /** Reads whole lines, joined by line feeds; `line` is the number of the first, from 1. */
  read(text: string, line: number): void {
    let number = line;
    let start = 0;
    while (start <= text.length) {
      if (this.#pending === null) {
        MAYBE.lastIndex = start;
        const maybe = MAYBE.exec(text);
        if (maybe === null) break;
        const from = text.lastIndexOf("\n", maybe.index - 1) + 1;
        number += countFeeds(text, start, from);
        start = Math.max(start, from);
      }
      const feed = text.indexOf("\n", start);
      const end = feed === -1 ? text.length : feed;
      this.#take(
        shown(text.slice(start, end)),
        number,
        () => this.#tail + text.slice(Math.max(0, start - WINDOW_LENGTH), start),
      );
      start = end + 1;
      number += 1;
    }
    this.#next = number + (start <= text.length ? countFeeds(text, start, text.length) + 1 : 0);
    this.#tail = `${this.#tail}${text.slice(-WINDOW_LENGTH)}\n`.slice(-WINDOW_LENGTH);
  }

  #take(text: string, line: number, above: () => string): void {
    const clean = cleanLine(text);
    if (clean.text === "") return;
    const found = { line, text: text.trim() };
    const refusal = REFUSAL.exec(clean.text)?.[1];
    if (RESULT.test(clean.text)) this.#closePending();
    else if (refusal !== undefined) this.#refuse(refusal, found, above);
    else if (SECTION.test(clean.text)) this.#begin(clean.text, found);
    else this.#read(clean, found);
  }

  /** Without a refusal, the hint is searched above the end of the output. */
  #lastHint(): Candidate[] {
    return lastMessages(this.#tail, this.#next).filter(({ rank }) => rank === "hint");
  }

  #begin(heading: string, found: Found): void {
    this.#closePending();
    if (this.#section.best() !== null) this.#before = this.#section;
    this.#section = new Section();
    const pattern = classify(heading);
    if (pattern?.kind === "cause") this.#section.add("cause", found, pattern);
  }

  #read(clean: CleanLine, found: Found): void {
    const pattern = classify(clean.text);
    if (this.#pending && this.#answer(this.#pending, clean, found, pattern?.kind)) return;
    switch (pattern?.kind) {
      case "noise":
        return;
      case "recovered":
        this.#section.clear();
        return;
      case "retracts":
        this.#section.dropLast();
        return;
      case "header":
      case "traceback": {
        this.#closePending();
        const traceback = pattern.kind === "traceback";
        this.#pending = { ...found, clean, traceback, left: traceback ? TRACEBACK_REACH : HEADER_REACH };
        return;
      }
      default:
        if (pattern === undefined) return;
        if (pattern.cascades && !this.#origins.has(pattern.test)) {
          this.#origins.set(pattern.test, { ...found, count: 1 });
        }
        this.#section.add(pattern.kind, found, pattern);
    }
  }

  /** True if the line is the pending header's message, or lies between the two. */
  #answer(pending: Pending, clean: CleanLine, found: Found, kind?: string): boolean {
    pending.left -= 1;
    if (pending.left < 0) {
      this.#closePending();
      return false;
    }
    if (pending.traceback) {
      if (clean.indent > pending.clean.indent) return true;
      this.#pending = null;
      this.#section.add("error", found);
      return true;
    }
    if (kind === "cause" || kind === "error" || kind === "header" || kind === "traceback") {
      this.#pending = null;
      return false;
    }
    if (kind === "noise" || kind === "wrapper" || PLACE.test(clean.text)) return true;
    this.#pending = null;
    this.#section.add("error", found);
    return true;
  }

  #closePending(): void {
    if (this.#pending) this.#section.add("header", this.#pending);
    this.#pending = null;
  }

  #refuse(text: string, found: Found, above: () => string): void {
    this.#closePending();
    const rejected = REJECTED.test(text);
    const generic = GENERIC_REFUSALS.some((pattern) => pattern.test(text));
    this.#section.add(generic ? "generic" : rejected ? "rejected" : "refusal", found);
    if (!generic || this.#section.pointedUp) return;
    for (const { rank, ...message } of lastMessages(above(), found.line)) this.#section.add(rank, message);
  }
}

function countFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** Returns a raw line as a terminal shows it, cut to the inspected length. */
function shown(raw: string): string {
  const moves = raw.includes("\r") || raw.includes("\b") || raw.includes("\u001b[");
  return plainText(raw.slice(0, moves ? MAX_RENDERED : MAX_MESSAGE), PLAIN).slice(0, MAX_MESSAGE);
}

/**
 * Returns the candidates above `line`: the first line that reads like an error, and the nearest line. A section or
 * another refusal ends the search.
 */
function lastMessages(above: string, line: number): (Found & { rank: "hint" | "above" })[] {
  const lines = above.split("\n");
  lines.pop();
  const found: (Found & { rank: "hint" | "above" })[] = [];
  for (let up = 1; up <= Math.min(lines.length, WINDOW_LINES); up += 1) {
    const text = shown(lines.at(-up) ?? "");
    const clean = cleanLine(text).text;
    if (clean === "" || /^!+$/.test(clean) || RESULT.test(clean)) continue;
    if (SECTION.test(clean) || REFUSAL.test(clean)) break;
    const kind = classify(clean)?.kind;
    if (kind === "recovered") break;
    if (kind === "noise" || PLACE.test(clean)) continue;
    const message = { line: line - up, text: text.trim() };
    if (found.length === 0) found.push({ ...message, rank: "above" });
    if (HINT.test(clean)) found.unshift({ ...message, rank: "hint" });
  }
  return found;
}

/** Returns the line of a whole output that states why it failed, or null. */
export function reasonOf(output: string): Reason | null {
  const scan = new ReasonScan();
  scan.read(output, 1);
  return scan.reason;
}
