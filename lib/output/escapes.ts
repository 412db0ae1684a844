export const ESC = 0x1b;
const BEL = 0x07;

/** An escape sequence: where it ends, and for a CSI its parameters and final byte. */
export type Escape = { end: number; parameters: string; final: string };

/**
 * Reads the escape sequence that begins at `at` (where ESC stands). Strings (OSC, DCS, …) are swallowed to their
 * terminator or to the line's end; whatever is unknown or cut off is swallowed too. `final` is "" unless it is a CSI.
 */
export function readEscape(raw: string, at: number): Escape {
  const kind = raw[at + 1];
  if (kind === undefined) return { end: at + 1, parameters: "", final: "" };
  if (kind === "[") return readCsi(raw, at + 2);
  if ("]PX^_".includes(kind)) return { end: stringEnd(raw, at + 2), parameters: "", final: "" };
  let end = at + 1;
  while (isBetween(raw, end, 0x20, 0x2f)) end += 1;
  if (isBetween(raw, end, 0x30, 0x7e)) end += 1;
  return { end, parameters: "", final: "" };
}

function readCsi(raw: string, from: number): Escape {
  let end = from;
  let code = raw.charCodeAt(end);
  while (code >= 0x30 && code <= 0x3f) code = raw.charCodeAt(++end);
  const parameters = raw.slice(from, end);
  const intermediates = end;
  while (code >= 0x20 && code <= 0x2f) code = raw.charCodeAt(++end);
  if (!(code >= 0x40 && code <= 0x7e)) return { end, parameters: "", final: "" };
  const ours = end === intermediates && !isBetween(parameters, 0, 0x3c, 0x3f);
  return { end: end + 1, parameters, final: ours ? (raw[end] ?? "") : "" };
}

function stringEnd(raw: string, from: number): number {
  for (let at = from; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code === BEL) return at + 1;
    if (code === ESC) return raw[at + 1] === "\\" ? at + 2 : at;
  }
  return raw.length;
}

function isBetween(raw: string, at: number, low: number, high: number): boolean {
  const code = raw.charCodeAt(at);
  return code >= low && code <= high;
}
