import { BLOCK, padded } from "./tar-bytes";

/** An entry to write. `modified`: in seconds since 1970; `type`: "0" for a file, "5" for a folder. */
export type NewEntry = {
  name: string | Uint8Array;
  type?: string;
  link?: string | Uint8Array;
  size?: number;
  mode?: number;
  modified?: number;
};

const MAX_OCTAL_SIZE = 8 ** 11 - 1;
const utf8 = new TextEncoder();

/** The two blocks of zeros that end an archive. */
export const endMark = (): Uint8Array<ArrayBuffer> => new Uint8Array(2 * BLOCK);

/** The zeros that fill the last block of an entry's data. */
export const padding = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(padded(size) - size);

/** Returns an entry's ustar header, after a pax header for values that do not fit. */
export function entryHeader(entry: NewEntry): Uint8Array<ArrayBuffer> {
  const [name, link] = [bytesOf(entry.name), bytesOf(entry.link ?? "")];
  const size = entry.size ?? 0;
  const records = new Map<string, Uint8Array>();
  if (name.length > 100) records.set("path", name);
  if (link.length > 100) records.set("linkpath", link);
  if (size > MAX_OCTAL_SIZE) records.set("size", utf8.encode(String(size)));
  const header = headerBlock({ ...entry, size: Math.min(size, MAX_OCTAL_SIZE) });
  return records.size === 0 ? header : joined([paxHeader(records), header]);
}

/** Returns a pax header for the next entry, or for all that follow with `type` "g". */
export function paxHeader(
  records: Iterable<readonly [key: string, value: string | Uint8Array]>,
  type = "x",
): Uint8Array<ArrayBuffer> {
  const body = joined([...records].map(([key, value]) => paxRecord(key, bytesOf(value))));
  return joined([headerBlock({ name: "PaxHeader", type, size: body.length }), body, padding(body.length)]);
}

/** Returns one header block; names longer than 100 bytes are cut. */
export function headerBlock(entry: NewEntry): Uint8Array<ArrayBuffer> {
  const { type = "0", size = 0, mode = 0o644, modified = 0 } = entry;
  const block = new Uint8Array(BLOCK);
  const octal = (value: number, digits: number) => utf8.encode(value.toString(8).padStart(digits, "0"));
  block.set(bytesOf(entry.name).subarray(0, 100), 0);
  block.set(octal(mode, 7), 100);
  block.set(octal(0, 7), 108);
  block.set(octal(0, 7), 116);
  block.set(octal(size, 11), 124);
  block.set(octal(Math.max(0, Math.floor(modified)), 11), 136);
  block.set(utf8.encode(type), 156);
  block.set(bytesOf(entry.link ?? "").subarray(0, 100), 157);
  block.set(utf8.encode("ustar\u000000"), 257);
  return withChecksum(block);
}

/** Writes the checksum into a header block. */
export function withChecksum(block: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(utf8.encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return block;
}

/** The length at the start of a record includes its own digits. */
function paxRecord(key: string, value: Uint8Array): Uint8Array {
  const rest = utf8.encode(key).length + value.length + 3;
  const length = rest + String(rest + String(rest).length).length;
  return joined([utf8.encode(`${length} ${key}=`), value, utf8.encode("\n")]);
}

export function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const bytesOf = (text: string | Uint8Array) => (typeof text === "string" ? utf8.encode(text) : text);
