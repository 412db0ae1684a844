import { expect, test } from "vitest";
import { withoutBidiControls } from "./bidi";

const controls = [
  0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
];

test("withoutBidiControls replaces every bidirectional control and nothing else", () => {
  for (const code of controls)
    expect(withoutBidiControls(`a${String.fromCodePoint(code)}b`)).toBe("a\ufffdb");
  for (const text of ["", "Fix café 漢字 👩‍👩‍👧", "שלום עולם", "مرحبا", "क्षि", "a\u200bb\u00a0c"])
    expect(withoutBidiControls(text)).toBe(text);
});
