import { TarballError } from "./tarball-error";

export const BLOCK = 512;
const USTAR = [0x75, 0x73, 0x74, 0x61, 0x72, 0];
const NONE: Uint8Array = new Uint8Array();

/** The fields of a header block. `type`: one character. `realSize`: the size on disk of an old GNU sparse file. */
export type TarHeader = {
  name: Uint8Array;
  link: Uint8Array;
  size: number;
  mode: number;
  modified: number;
  type: string;
  realSize: number;
};

/** Parses a header block; null if its checksum or a number in it is invalid. */
export function readHeader(block: Uint8Array): TarHeader | null {
  const sum = numberIn(block, 148, 8);
  if (sum === null || !isChecksum(block, sum)) return null;
  const type = String.fromCharCode(block[156] || 48);
  const size = numberIn(block, 124, 12);
  const realSize = type === "S" ? numberIn(block, 483, 12) : 0;
  if (size === null || realSize === null) return null;
  // Only POSIX archives have a prefix; GNU archives store times and sparse maps in its place.
  const isPosix = USTAR.every((byte, index) => block[257 + index] === byte);
  const prefix = isPosix && block[345] !== 0 ? field(block, 345, 155) : NONE;
  return {
    name:
      prefix.length > 0 ? Uint8Array.from([...prefix, 0x2f, ...field(block, 0, 100)]) : field(block, 0, 100),
    link: block[157] === 0 ? NONE : field(block, 157, 100),
    size,
    mode: numberIn(block, 100, 8) ?? 0o644,
    modified: numberIn(block, 136, 12) ?? 0,
    type,
    realSize,
  };
}

/**
 * Parses the records of a pax header (`27 path=some/long/name\n`) to keys and bytes. Throws `damaged_tarball` if one
 * is malformed, as GNU tar does.
 */
export function readPax(body: Uint8Array): [key: string, value: Uint8Array][] {
  const records: [string, Uint8Array][] = [];
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const space = body.indexOf(0x20, at);
    // A length includes its own digits. Without a limit on them, parsing a megabyte of zeros would be quadratic.
    const digits = space === -1 || space - at > 8 ? "" : latin1(body, at, space - at);
    const length = /^[1-9]\d*$/.test(digits) ? Number(digits) : 0;
    const equals = body.indexOf(0x3d, space);
    const end = at + length - 1;
    if (length === 0 || equals <= space || equals >= end || body[end] !== 0x0a) {
      throw new TarballError("damaged_tarball", "A pax header in the tarball is malformed.");
    }
    records.push([latin1(body, space + 1, equals - space - 1), body.subarray(equals + 1, end)]);
    at += length;
  }
  return records;
}

export function isZero(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

export function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

export function latin1(bytes: Uint8Array, from = 0, length = bytes.length - from): string {
  let text = "";
  for (const byte of bytes.subarray(from, from + length)) text += String.fromCharCode(byte);
  return text;
}

/** Returns the bytes before the first NUL. */
export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

// The block's buffer is reused: the field must be a copy.
const field = (block: Uint8Array, from: number, length: number) =>
  untilNul(block.subarray(from, from + length)).slice();

/** True if `sum` is the sum of the bytes, with the checksum field as blanks; old programs sum signed bytes. */
function isChecksum(block: Uint8Array, sum: number): boolean {
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let at = 0; at < BLOCK; at++) {
    const byte = block[at] ?? 0;
    unsigned += byte;
    high += byte >> 7;
  }
  for (let at = 148; at < 156; at++) {
    const byte = block[at] ?? 0;
    unsigned -= byte;
    high -= byte >> 7;
  }
  return sum === unsigned || sum === unsigned - 256 * high;
}

/** Parses octal digits, or binary if the first bit is set; null if invalid, negative or too large. */
export function numberIn(block: Uint8Array, from: number, length: number): number | null {
  const first = block[from] ?? 0;
  if (first >= 0x80) {
    let value = first & 0x7f;
    for (const byte of block.subarray(from + 1, from + length)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : null;
  }
  let at = from;
  const end = from + length;
  while (at < end && block[at] === 0x20) at++;
  // A field of blanks only is not a number; one that starts with NUL is 0.
  if (at === end) return null;
  let value = 0;
  for (; at < end; at++) {
    const digit = (block[at] ?? 0) - 0x30;
    if (digit >= 0 && digit < 8) value = value * 8 + digit;
    else if (block[at] === 0 || block[at] === 0x20) return value;
    else return null;
  }
  return value;
}
