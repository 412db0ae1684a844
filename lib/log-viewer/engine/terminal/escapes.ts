export const ESC = 0x1b;
const BEL = 0x07;
const ST = 0x9c;
const CSI = 0x9b;

/**
 * A control sequence. `csi`: its parameters and final byte (empty for a private one). `osc`: its text in `parameters`.
 * `escape`: its intermediate and final bytes in `final`. `none`: unknown or cut off.
 */
export type Escape = {
  end: number;
  kind: "csi" | "osc" | "escape" | "none";
  parameters: string;
  final: string;
};

/** True for ESC and the C1 controls that start a sequence: DCS, SOS, CSI, OSC, PM, APC. */
export function isIntroducer(code: number): boolean {
  return code === ESC || (code >= 0x90 && code <= 0x9f && C1.has(code));
}

const C1 = new Map([
  [0x90, "P"],
  [0x98, "X"],
  [CSI, "["],
  [0x9d, "]"],
  [0x9e, "^"],
  [0x9f, "_"],
]);

/**
 * Reads the sequence at `at`, an ESC or a C1 introducer. Strings (OSC, DCS, …) extend to their terminator or the end
 * of the line; unknown and cut sequences are skipped.
 */
export function readEscape(raw: string, at: number): Escape {
  const code = raw.charCodeAt(at);
  const kind = code === ESC ? raw[at + 1] : C1.get(code);
  const from = at + (code === ESC ? 2 : 1);
  if (kind === undefined) return nothing(at + 1);
  if (kind === "[") return readCsi(raw, from);
  if ("]PX^_".includes(kind)) return readString(raw, from, kind);
  let end = at + 1;
  while (isBetween(raw, end, 0x20, 0x2f)) end += 1;
  if (!isBetween(raw, end, 0x30, 0x7e)) return nothing(end);
  return { end: end + 1, kind: "escape", parameters: "", final: raw.slice(at + 1, end + 1) };
}

/** The content of a longer sequence is ignored. */
const MAX_UNFINISHED = 4_096;

/** Returns the part of an unfinished sequence that must be read again with the following text. */
export function unfinished(sequence: string): string {
  if (sequence.length <= MAX_UNFINISHED) return sequence;
  // An ESC at the end may start the terminator.
  return sequence.slice(0, MAX_UNFINISHED) + (sequence.endsWith("\u001b") ? "\u001b" : "");
}

function nothing(end: number): Escape {
  return { end, kind: "none", parameters: "", final: "" };
}

function readCsi(raw: string, from: number): Escape {
  let end = from;
  let code = raw.charCodeAt(end);
  while (code >= 0x30 && code <= 0x3f) code = raw.charCodeAt(++end);
  const parameters = raw.slice(from, end);
  const intermediates = end;
  while (code >= 0x20 && code <= 0x2f) code = raw.charCodeAt(++end);
  if (!(code >= 0x40 && code <= 0x7e)) return nothing(end);
  const ours = end === intermediates && !isBetween(parameters, 0, 0x3c, 0x3f);
  return { end: end + 1, kind: "csi", parameters, final: ours ? (raw[end] ?? "") : "" };
}

function readString(raw: string, from: number, kind: string): Escape {
  let at = from;
  let end = raw.length;
  for (; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at);
    if (code >= 0x20 && code !== ST) continue;
    if (code === BEL || code === ST) end = at + 1;
    else if (code === ESC) end = raw[at + 1] === "\\" ? at + 2 : at;
    else if (code >= 0x0a && code <= 0x0c) end = at;
    else continue;
    break;
  }
  if (kind !== "]" || at === raw.length) return nothing(end);
  return { end, kind: "osc", parameters: raw.slice(from, at), final: "" };
}

function isBetween(raw: string, at: number, low: number, high: number): boolean {
  const code = raw.charCodeAt(at);
  return code >= low && code <= high;
}
