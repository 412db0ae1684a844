import { TarballError } from "./tarball-error";

export const BLOCK = 512;

/** What a header block says. `type`: its one character. `realSize`: of an old GNU sparse file on disk. */
export type TarHeader = {
  name: Uint8Array;
  link: Uint8Array;
  size: number;
  mode: number;
  modified: number;
  type: string;
  realSize: number;
};

/** Reads a header block; null when its checksum is wrong or a number in it is none, so that it is no header. */
export function readHeader(block: Uint8Array): TarHeader | null {
  const sum = numberIn(block, 148, 8);
  if (sum === null || !checksumsOf(block).includes(sum)) return null;
  const type = String.fromCharCode(block[156] || 48);
  const [size, mode, modified] = [
    numberIn(block, 124, 12),
    numberIn(block, 100, 8),
    numberIn(block, 136, 12),
  ];
  const realSize = type === "S" ? numberIn(block, 483, 12) : 0;
  if (size === null || realSize === null) return null;
  // Only POSIX archives have a prefix; GNU's have times and sparse maps in its place.
  const prefix = latin1(block, 257, 6) === "ustar\0" ? field(block, 345, 155) : new Uint8Array();
  return {
    name:
      prefix.length > 0 ? Uint8Array.from([...prefix, 0x2f, ...field(block, 0, 100)]) : field(block, 0, 100),
    link: field(block, 157, 100),
    size,
    mode: mode ?? 0o644,
    modified: modified ?? 0,
    type,
    realSize,
  };
}

/**
 * The records of a pax header (`27 path=some/long/name\n`), each value as its bytes. Throws `damaged_tarball` when
 * one is malformed, as GNU tar does.
 */
export function readPax(body: Uint8Array): [key: string, value: Uint8Array][] {
  const records: [string, Uint8Array][] = [];
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const space = body.indexOf(0x20, at);
    // A length counts itself and is short: else a megabyte of zeros would be read a million times.
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

/** Up to the first NUL. */
export function untilNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

// A block is read anew each time: what is kept of it must be a copy.
const field = (block: Uint8Array, from: number, length: number) =>
  untilNul(block.subarray(from, from + length)).slice();

/** The sum of the bytes, its own field counted as blanks: of unsigned bytes, or of signed ones as old programs have it. */
function checksumsOf(block: Uint8Array): number[] {
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let at = 0; at < BLOCK; at++) {
    const byte = at >= 148 && at < 156 ? 0 : (block[at] ?? 0);
    unsigned += byte;
    if (byte > 127) high++;
  }
  return [unsigned, unsigned - 256 * high];
}

/** Octal digits between blanks, or binary behind a set first bit; null when it is neither, or negative or too large. */
export function numberIn(block: Uint8Array, from: number, length: number): number | null {
  const first = block[from] ?? 0;
  if (first >= 0x80) {
    let value = first & 0x7f;
    for (const byte of block.subarray(from + 1, from + length)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : null;
  }
  const digits = /^ *([0-7]*)(?:[ \0]|$)/.exec(latin1(block, from, length))?.[1];
  if (digits === undefined || (digits === "" && block[from + length - 1] === 0x20)) return null;
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}
