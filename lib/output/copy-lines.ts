import type { LineStore } from "./line-store";
import { PLAIN, type Style, sameStyle } from "./style";
import { styleAnsi } from "./style-ansi";

/** The lines from `from` to `to` (both belong to it) as text, with their colours as SGR sequences or without. */
export function copyOf(output: LineStore, from: number, to: number, colours: boolean): string {
  const last = Math.min(to, output.count - 1);
  const lines: string[] = [];
  let style = output.styleAt(from);
  for (let line = from; line <= last; line += 1) {
    lines.push(wholeOf(output, line, style, colours));
    style = output.styleAfter(line, style);
  }
  return lines.join("\n");
}

function wholeOf(output: LineStore, line: number, style: Style, colours: boolean): string {
  let text = "";
  let from = 0;
  for (;;) {
    const part = output.part(line, style, from);
    text += colours
      ? part.runs
          .map((run) => (sameStyle(run.style, PLAIN) ? run.text : styleAnsi(run.style, run.text)))
          .join("")
      : part.text;
    if (part.after === 0) return text;
    from = output.end(line) - output.start(line) - part.after;
  }
}
