const NAME = 100;
const CHECKSUM = { from: 148, to: 156 };

/** What a tar header says. `size`: bytes of data that follow. `type`: its one character, "0" for a plain file. */
export type TarHeader = { name: string; linkName: string; size: number; type: string; extended: boolean };

/** Reads a header block of 512 bytes; null when its checksum is wrong, so that it is none. */
export function readHeader(block: Buffer): TarHeader | null {
  if (numberIn(block, CHECKSUM.from, 8) !== checksumOf(block)) return null;
  const type = String.fromCharCode(block[156] || 48);
  const prefix = block.toString("latin1", 257, 262) === "ustar" ? textIn(block, 345, 155) : "";
  const name = textIn(block, 0, NAME);
  return {
    name: prefix ? `${prefix}/${name}` : name,
    linkName: textIn(block, 157, NAME),
    // Links, devices and folders have no data, whatever their size says.
    size: /[1-6]/.test(type) ? 0 : numberIn(block, 124, 12),
    type,
    // A sparse file's map goes on in blocks of its own.
    extended: type === "S" && block[482] === 1,
  };
}

/** The records of a pax header: `27 path=some/long/name\n`. */
export function readPax(body: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    // A length counts itself and is short: else a megabyte of zeros would be read a million times.
    const digits = space === -1 || space - at > 8 ? "" : body.toString("latin1", at, space);
    const length = /^[1-9]\d*$/.test(digits) ? Number(digits) : 0;
    if (at + length <= space) break;
    const record = body.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

function checksumOf(block: Buffer): number {
  let sum = 0;
  for (let index = 0; index < block.length; index += 1) {
    const inField = index >= CHECKSUM.from && index < CHECKSUM.to;
    sum += inField ? 0x20 : (block[index] ?? 0);
  }
  return sum;
}

/** Octal digits, or binary behind a set first bit for what they cannot hold. */
function numberIn(block: Buffer, from: number, length: number): number {
  const first = block[from] ?? 0;
  if (first === 0x80) return block.readUIntBE(from + length - 6, 6);
  return Number.parseInt(textIn(block, from, length).trim() || "0", 8);
}

function textIn(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end);
}
