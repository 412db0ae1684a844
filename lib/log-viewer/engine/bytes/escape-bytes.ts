import { ESC } from "@/lib/log-viewer/engine/terminal/escapes";

const BELL = 0x07;
/** The first byte of a C1 control in UTF-8. */
export const C1_LEAD = 0xc2;
/** Final bytes of the sequences that move, write or erase within a line. */
export const MOVES = "KJG`CDXP@abIZsuEF";
const MOVING = new Set([...MOVES].map((letter) => letter.charCodeAt(0)));
const STRINGS = new Set([0x5d, 0x50, 0x58, 0x5e, 0x5f]);

/**
 * Returns the end of the control sequence at `from`, an ESC or a two-byte C1 control; -1 if it changes the text of the
 * line. Agrees with `readEscape`.
 */
export function escapeEnd(raw: Uint8Array, from: number): number {
  const next = raw[from + 1] ?? 0x0a;
  const c1 = raw[from] === C1_LEAD;
  // A C1 control is ESC and a byte that is lower by 0x40.
  const kind = c1 ? next - 0x40 : next;
  if (kind === 0x5b) return csiEnd(raw, from + 2);
  if (STRINGS.has(kind)) return stringEnd(raw, from + 2);
  if (c1) return from + 2;
  if (next === 0x37 || next === 0x38) return -1;
  let at = from + 1;
  while (within(raw[at], 0x20, 0x2f)) at += 1;
  if (!within(raw[at], 0x30, 0x7e)) return at;
  // Line rendering characters.
  return at > from + 1 && raw[at] === 0x30 ? -1 : at + 1;
}

function csiEnd(raw: Uint8Array, parameters: number): number {
  let at = parameters;
  // The most frequent sequence is a color: digits and semicolons.
  let byte = raw[at] ?? 0;
  while (byte >= 0x30 && byte < 0x3c) byte = raw[++at] ?? 0;
  if (byte === 0x6d) return at + 1;
  at = parameters;
  while (within(raw[at], 0x30, 0x3f)) at += 1;
  const intermediates = at;
  while (within(raw[at], 0x20, 0x2f)) at += 1;
  if (!within(raw[at], 0x40, 0x7e)) return at;
  const ours = at === intermediates && !within(raw[parameters], 0x3c, 0x3f);
  return ours && MOVING.has(raw[at] ?? 0) ? -1 : at + 1;
}

function stringEnd(raw: Uint8Array, from: number): number {
  let at = from;
  for (; at < raw.length; at += 1) {
    const byte = raw[at] ?? 0;
    if (byte === BELL) return at + 1;
    if (byte === ESC) return raw[at + 1] === 0x5c ? at + 2 : at;
    if (isBreak(byte)) return at;
    if (byte === C1_LEAD && raw[at + 1] === 0x9c) return at + 2;
  }
  return at;
}

/** True for line feed, vertical tab and form feed. */
export function isBreak(byte: number): boolean {
  return byte >= 0x0a && byte <= 0x0c;
}

function within(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
