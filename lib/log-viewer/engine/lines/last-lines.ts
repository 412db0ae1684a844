/** The maximum length of a quoted line. */
const MAX_QUOTED = 1_000;

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
