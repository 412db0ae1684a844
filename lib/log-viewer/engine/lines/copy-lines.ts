import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import {
  type Color,
  PLAIN,
  RGB,
  type Run,
  type Style,
  sameStyle,
} from "@/lib/log-viewer/engine/terminal/style";

/** Returns the lines from `from` to `to` (inclusive) as text, with colors as SGR sequences or without. */
export function copyOf(output: LineStore, from: number, to: number, colors: boolean): string {
  const last = Math.min(to, output.count - 1);
  const lines: string[] = [];
  let style = output.styleAt(from);
  for (let line = from; line <= last; line += 1) {
    const { text, runs } = output.line(line, style);
    lines.push(colors ? runs.map(ansiOf).join("") : text);
    style = output.styleAfter(line, style);
  }
  return lines.join("\n");
}

function ansiOf({ style, text }: Run): string {
  return sameStyle(style, PLAIN) ? text : styleAnsi(style, text);
}

const FLAGS = [
  ["bold", 1],
  ["dim", 2],
  ["italic", 3],
  ["underline", 4],
  ["inverse", 7],
  ["conceal", 8],
  ["strike", 9],
  ["overline", 53],
] as const;

/** Returns a text between the sequences that set and end a style. */
function styleAnsi(style: Style, text: string): string {
  const codes: (string | number)[] = FLAGS.filter(([flag]) => style[flag]).map(([, code]) => code);
  if (style.fg !== null) codes.push(ansiColor(style.fg, 30));
  if (style.bg !== null) codes.push(ansiColor(style.bg, 40));
  const colored = codes.length === 0 ? text : `\u001b[${codes.join(";")}m${text}\u001b[0m`;
  return style.link === null ? colored : `\u001b]8;;${style.link}\u001b\\${colored}\u001b]8;;\u001b\\`;
}

function ansiColor(color: Color, base: number): string | number {
  if (color < 8) return base + color;
  if (color < RGB) return base + 60 + color - 8;
  const rgb = color - RGB;
  return `${base + 8};2;${rgb >> 16};${(rgb >> 8) & 255};${rgb & 255}`;
}
