import { ESC } from "./escapes";

const FEED = 0x0a;
const BELL = 0x07;
/** Final bytes of the sequences that move or erase: K J G ` C D X P. */
const MOVES = new Set([..."KJG`CDXP"].map((letter) => letter.charCodeAt(0)));

/** Where the escape sequence ends that begins here; -1 when it moves or erases. As `readEscape` reads it. */
export function escapeEnd(raw: Uint8Array, from: number): number {
  const kind = raw[from + 1] ?? FEED;
  let at = from + 2;
  if (kind === 0x5b) {
    // Nearly all that there are: a colour, in digits and semicolons.
    let byte = raw[at] ?? 0;
    while (byte >= 0x30 && byte < 0x3c) byte = raw[++at] ?? 0;
    if (byte === 0x6d) return at + 1;
    at = from + 2;
    const parameters = at;
    while (within(raw[at], 0x30, 0x3f)) at += 1;
    const intermediates = at;
    while (within(raw[at], 0x20, 0x2f)) at += 1;
    if (!within(raw[at], 0x40, 0x7e)) return at;
    const ours = at === intermediates && !within(raw[parameters], 0x3c, 0x3f);
    return ours && MOVES.has(raw[at] ?? 0) ? -1 : at + 1;
  }
  if (kind === 0x5d || kind === 0x50 || kind === 0x58 || kind === 0x5e || kind === 0x5f) {
    for (; at < raw.length && raw[at] !== FEED; at += 1) {
      if (raw[at] === BELL) return at + 1;
      if (raw[at] === ESC) return raw[at + 1] === 0x5c ? at + 2 : at;
    }
    return at;
  }
  at = from + 1;
  while (within(raw[at], 0x20, 0x2f)) at += 1;
  return within(raw[at], 0x30, 0x7e) ? at + 1 : at;
}

function within(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
