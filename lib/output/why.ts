import type { FirstError } from "./first-error";
import { lastLines } from "./last-lines";

type Lines = { readonly count: number; text(line: number, most?: number): string };

/** `line` and the numbers of `lines` count from 1; `main` is the line of the error itself. */
export type Why = { title: string; line: number; lines: { line: number; text: string; main: boolean }[] };

const LAST = 5;
const AROUND = 2;
/** Of a line longer than this the rest is not quoted. */
const QUOTED = 1_000;

/** What to show of a failed output: the first error and up to two lines that go on with it, else the last lines. */
export function whyOf(output: Lines, error: FirstError | null): Why | null {
  if (!error) {
    const lines = lastLines(output, LAST).map((line) => ({ ...line, main: false }));
    const last = lines.at(-1);
    return last ? { title: "The last lines", line: last.line, lines } : null;
  }
  const lines = [{ line: error.line, text: error.text, main: true }];
  for (let at = error.line; at < output.count && lines.length <= AROUND; at += 1) {
    const text = output.text(at, QUOTED).trimEnd();
    if (text.trim() === "" || text.startsWith("-----> ")) break;
    lines.push({ line: at + 1, text: text.trim(), main: false });
  }
  return {
    title: error.count === 1 ? "The error" : `The first of ${error.count} errors`,
    line: error.line,
    lines,
  };
}
