const FORMATS: { name: string; at?: number; bytes: number[] }[] = [
  { name: "an xz file", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
  { name: "a bzip2 file", bytes: [0x42, 0x5a, 0x68] },
  { name: "a Zstandard (zst) file", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: "an LZ4 file", bytes: [0x04, 0x22, 0x4d, 0x18] },
  { name: "an lzip file", bytes: [0x4c, 0x5a, 0x49, 0x50] },
  { name: "a compress (.Z) file", bytes: [0x1f, 0x9d] },
  { name: "a zip archive", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: "a zip archive", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { name: "a 7z archive", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: "a RAR archive", bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { name: "a tar archive without gzip", at: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
];

/** Returns a sentence that names the format of a file that is not gzip; undefined if it is unknown. */
export function formatOf(start: Uint8Array): string | undefined {
  const { name } =
    FORMATS.find(({ at = 0, bytes }) => bytes.every((byte, index) => start[at + index] === byte)) ?? {};
  if (name) return `The file is ${name}, not gzip.`;
  return startsWebPage(start) ? "The file is a web page, not gzip." : undefined;
}

/** True if a file with these first bytes is HTML. */
export function startsWebPage(start: Uint8Array): boolean {
  const text = new TextDecoder().decode(start.subarray(0, 512)).replace(/^\uFEFF?\s*/, "");
  return /^(<!doctype html|<html)/i.test(text);
}
