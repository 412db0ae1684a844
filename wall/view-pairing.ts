import { generate } from "lean-qr/nano";
import { counter } from "./time-format";
import { el, type VirtualElement } from "./tree";

type Pairing = { code: string; expires_at: string; address: string; url: string };

/** Returns the pairing page: the code, the address, and their QR code. `awake`: why the screen cannot be kept on. */
export function pairingView(
  pairing: Pairing,
  { now, awake }: { now: number; awake: string | null },
): VirtualElement {
  const letters = pairing.code.replace(/[^0-9A-Za-z]/g, "");
  const left = Date.parse(pairing.expires_at) - now;
  const { size, d } = qrPath(pairing.url);
  return el(
    "div.pairing",
    { key: "pairing" },
    el(
      "div.how",
      el("div.lead", "To show apps on this screen, type this code at"),
      el("div.address", pairing.address),
      el(
        "div.code",
        { attributes: { "aria-label": letters.split("").join(" ") } },
        el("span", letters.slice(0, 4)),
        el("span", letters.slice(4)),
      ),
      el("div.renewal", left > 0 ? `new code in ${counter(left + 999)}` : "a new code is on its way"),
      awake ? el("div.awake", awake) : null,
    ),
    el(
      "div.qr",
      el(
        "svg",
        {
          key: pairing.url,
          attributes: { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "QR code of the address" },
        },
        el("path", { attributes: { d } }),
      ),
    ),
  );
}

/** Returns a message for a wall without tiles. */
export function messageView(title: string, line: string): VirtualElement {
  return el("div.message", { key: title }, el("div.title", title), el("div.line", line));
}

/** Quiet zone around the code in modules, as the QR standard requires. */
const QUIET = 4;
let last: { text: string; size: number; d: string } | null = null;

/** Returns the QR code of a text: an SVG path of dark modules in a square of `size` units. */
function qrPath(text: string): { size: number; d: string } {
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
