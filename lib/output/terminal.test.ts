import headless from "@xterm/headless";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf } from "@/test/harness/terminal-output";
import { LineStore } from "./line-store";

/** What stands on the screen of a terminal, without the blanks at the end of lines and the empty lines below. */
async function onScreen(text: string): Promise<string[]> {
  const terminal = new headless.Terminal({
    cols: 900,
    rows: 50,
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

function drawn(text: string): string[] {
  const output = new LineStore();
  output.push(bytesOf(text));
  return withoutEnd(Array.from({ length: output.count }, (_, line) => output.part(line).text.trimEnd()));
}

function withoutEnd(lines: string[]): string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

const pieces = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abc de"), minLength: 1, maxLength: 9 }),
  fc.constantFrom("é", "漢", "✓", "█", "\r", "\n", "\r\n", "\b", "\u001b[K", "\u001b[1K", "\u001b[2K"),
  fc.constantFrom(
    "\u001b[31m",
    "\u001b[1;38;5;208m",
    "\u001b[0m",
    "\u001b[38;2;1;2;3m",
    "\u001b]0;title\u0007",
  ),
  fc.constantFrom("\u001b[3C", "\u001b[2D", "\u001b[5G", "\u001b[G", "\u001b[2X", "\u001b[2P", "\u0007"),
);

test("shows what a terminal emulator shows, as long as nothing addresses another line", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
      const text = parts.join("");
      expect(drawn(text)).toEqual(await onScreen(text));
    }),
    { numRuns: 400 },
  );
});

test("shows a progress bar's last frame as a terminal emulator does", async () => {
  const frames = Array.from({ length: 101 }, (_, percent) => `\r${"█".repeat(percent / 5)} ${percent}%`);
  const text = `before\n${frames.join("")}\nafter\n`;
  expect(drawn(text)).toEqual(await onScreen(text));
});
