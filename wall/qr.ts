import { generate } from "lean-qr/nano";

/** Quiet zone around the code in modules, as the QR standard requires. */
const QUIET = 4;
let last: { text: string; size: number; d: string } | null = null;

/** Returns the QR code of a text: an SVG path of dark modules in a square of `size` units. */
export function qrPath(text: string): { size: number; d: string } {
  if (last?.text !== text) last = { text, ...draw(text) };
  return last;
}

function draw(text: string): { size: number; d: string } {
  const code = generate(text);
  let d = "";
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) {
      if (code.get(x, y)) d += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
    }
  }
  return { size: code.size + 2 * QUIET, d };
}
