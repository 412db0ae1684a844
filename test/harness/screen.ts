import headless from "@xterm/headless";
import { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { cellsOf } from "@/lib/log-viewer/engine/terminal/width";
import { bytesOf } from "./terminal-output";

/** Returns a terminal's screen, without trailing blanks and empty last lines. */
export async function onScreen(text: string): Promise<string[]> {
  const terminal = new headless.Terminal({
    cols: 900,
    rows: 120,
    scrollback: 1_000,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  const { active } = terminal.buffer;
  const lines = Array.from(
    { length: active.length },
    (_, line) => active.getLine(line)?.translateToString(true).trimEnd() ?? "",
  );
  terminal.dispose();
  return withoutEnd(lines);
}

/** Returns what the viewer shows of an output that arrived in two parts. */
export function rendered(text: string, cut = 0): string[] {
  const output = new LineStore();
  const bytes = bytesOf(text);
  output.push(bytes.subarray(0, cut));
  linesOf(output);
  output.push(bytes.subarray(cut));
  return withoutEnd(linesOf(output).map(withoutTabs));
}

function linesOf(output: LineStore): string[] {
  return Array.from({ length: output.count }, (_, line) => output.text(line));
}

/** Where nothing moves, the page expands a tab itself, up to the next column of eight. */
function withoutTabs(text: string): string {
  let columns = 0;
  const rendered = [...text].map((character) => {
    const blanks = character === "\t" ? 8 - (columns % 8) : 0;
    columns += blanks || cellsOf(character);
    return blanks ? " ".repeat(blanks) : character;
  });
  return rendered.join("").trimEnd();
}

function withoutEnd(lines: string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}
