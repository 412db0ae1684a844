import type { Reason } from "./reason-scan";

type Lines = { readonly count: number; text(line: number, most?: number): string };

/**
 * A quotation from a failed output. `line` and the numbers of `lines` count from 1; `main` marks the line of the
 * reason. `errors` is the number of errors of its rank, or null if the last lines are quoted instead.
 */
export type Quote = {
  errors: number | null;
  line: number;
  lines: { line: number; text: string; main: boolean }[];
};

const LAST = 5;
const FOLLOWING = 2;
/** The maximum length of a quoted line. */
const MAX_QUOTED = 1_000;

/** Returns the reason with up to two continuation lines, or the last five lines; null for an empty output. */
export function failureExcerpt(output: Lines, reason: Reason | null): Quote | null {
  if (!reason) {
    const lines = lastLines(output, LAST).map((line) => ({ ...line, main: false }));
    const last = lines.at(-1);
    return last ? { errors: null, line: last.line, lines } : null;
  }
  const lines = [{ line: reason.line, text: reason.text, main: true }];
  for (let at = reason.line; at < output.count && lines.length <= FOLLOWING; at += 1) {
    const text = output.text(at, MAX_QUOTED).trimEnd();
    if (text.trim() === "" || text.startsWith("-----> ") || /^\s?!/.test(text)) break;
    lines.push({ line: at + 1, text: text.trim(), main: false });
  }
  return { errors: reason.count, line: reason.line, lines };
}

/** Returns the last `count` lines that are not blank, oldest first. `line` counts from 1. */
export function lastLines(
  output: { count: number; text(line: number, most?: number): string },
  count: number,
): { line: number; text: string }[] {
  const last: { line: number; text: string }[] = [];
  for (let at = output.count - 1; at >= 0 && last.length < count; at -= 1) {
    const text = output.text(at, MAX_QUOTED).trimEnd();
    if (text.trim() !== "") last.unshift({ line: at + 1, text });
  }
  return last;
}
