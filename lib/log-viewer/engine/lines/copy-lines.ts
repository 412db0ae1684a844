import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import type { Run } from "@/lib/log-viewer/engine/terminal/style";
import { PLAIN, sameStyle } from "@/lib/log-viewer/engine/terminal/style";
import { styleAnsi } from "@/lib/log-viewer/engine/terminal/style-ansi";

/** Returns the lines from `from` to `to` (inclusive) as text, with colours as SGR sequences or without. */
export function copyOf(output: LineStore, from: number, to: number, colours: boolean): string {
  const last = Math.min(to, output.count - 1);
  const lines: string[] = [];
  let style = output.styleAt(from);
  for (let line = from; line <= last; line += 1) {
    const { text, runs } = output.line(line, style);
    lines.push(colours ? runs.map(ansiOf).join("") : text);
    style = output.styleAfter(line, style);
  }
  return lines.join("\n");
}

function ansiOf({ style, text }: Run): string {
  return sameStyle(style, PLAIN) ? text : styleAnsi(style, text);
}
