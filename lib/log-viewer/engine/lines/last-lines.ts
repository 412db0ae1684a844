/** Of a line longer than this the rest is not quoted. */
const QUOTED = 1_000;

/** The last `count` lines that say anything, oldest first. `line` counts from 1, as shown. */
export function lastLines(
  output: { count: number; text(line: number, most?: number): string },
  count: number,
): { line: number; text: string }[] {
  const last: { line: number; text: string }[] = [];
  for (let at = output.count - 1; at >= 0 && last.length < count; at -= 1) {
    const text = output.text(at, QUOTED).trimEnd();
    if (text.trim() !== "") last.unshift({ line: at + 1, text });
  }
  return last;
}
