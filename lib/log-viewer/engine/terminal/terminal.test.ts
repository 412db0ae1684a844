import fc from "fast-check";
import { expect, test } from "vitest";
import { onScreen, rendered } from "@/test/harness/screen";

const SEARCH = { numRuns: 300 };

const CSI = "\u001b[";
const count = fc.constantFrom("", "0", "1", "2", "3", "7");
const words = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abc de"), minLength: 1, maxLength: 9 }),
  fc.constantFrom("é", "漢", "漢字", "✓", "█", "e\u0301"),
);
const moves = fc.oneof(
  fc.constantFrom("\r", "\b", "\t", "\u0007", "\r\n", "\u001b7\u001b[s", "\u009b2D", "\u009b31m"),
  fc.tuple(count, fc.constantFrom(..."CDGXP@aIZb`")).map(([given, final]) => `${CSI}${given}${final}`),
  fc.constantFrom("K", "0K", "1K", "2K", "J").map((erase) => `${CSI}${erase}`),
);
const looks = fc.constantFrom(
  `${CSI}31m`,
  `${CSI}1;38;5;208m`,
  `${CSI}0m`,
  `${CSI}38;2;1;2;3m`,
  `${CSI}4:3;58;2;255;0;0m`,
  `${CSI}?25l`,
  "\u001b]0;title\u0007",
  "\u001b]8;;https://x\u001b\\",
  "\u001b]8;;\u009c",
  "\u001b(0qx\u001b(B",
  "\u001b(B",
);
const breaks = fc.constantFrom("\n", "\r\n", "\v", "\f");

const awkward = fc
  .array(fc.oneof(words, moves, looks, breaks), { maxLength: 40 })
  .map((parts) => parts.join(""));

test("agrees with a terminal emulator on moves and erases within lines", async () => {
  await fc.assert(
    fc.asyncProperty(awkward, fc.nat({ max: 99 }), async (text, cut) => {
      expect(rendered(text, cut)).toEqual(await onScreen(text));
    }),
    SEARCH,
  );
});

test("shows the last state of redrawn lines", async () => {
  const lines = fc.integer({ min: 1, max: 5 });
  const erases = fc.constantFrom("K", "2K", "J").map((erase) => `${CSI}${erase}`);
  const back = fc.oneof(
    lines.map((up) => `${CSI}${up}A\r`),
    lines.map((up) => `${CSI}${up}F`),
    // Never below the last line, where the rows are unknown.
    fc.constantFrom(`${CSI}3A${CSI}2B`, `${CSI}4A\r${CSI}1E`, "\u009b2A"),
  );
  const frame = fc
    .tuple(back, fc.array(fc.oneof(words, looks, erases, fc.constantFrom("\n", "\r")), { maxLength: 8 }))
    .map(([up, parts]) => `${up}${parts.join("")}`);
  const outputs = fc
    .tuple(
      fc.array(words, { minLength: 5, maxLength: 9 }),
      fc.array(fc.oneof(frame, fc.constant("tail\n")), { maxLength: 8 }),
    )
    .map(([before, frames]) => `${before.join("\n")}\n${frames.join("")}`);
  await fc.assert(
    fc.asyncProperty(outputs, fc.nat({ max: 99 }), async (text, cut) => {
      expect(rendered(text, cut)).toEqual(await onScreen(text));
    }),
    SEARCH,
  );
});

test("agrees with a terminal emulator on a progress bar's last frame", async () => {
  const frames = Array.from({ length: 101 }, (_, percent) => `\r${"█".repeat(percent / 5)} ${percent}%`);
  const text = `before\n${frames.join("")}\nafter\n`;
  expect(rendered(text)).toEqual(await onScreen(text));
});
