import { TarballError } from "./tarball-error";

/** A lookup table indexed by the next `bits` bits: `symbol << 4 | length`, or 0 for no code. */
export type Codes = { table: Uint16Array; bits: number };
export type BlockCodes = { literals: Codes; distances: Codes };

/** `allowSingle`: a single code may be incomplete. Throws `damaged_tarball` if the codes leave gaps or overlap. */
export function buildCodes(lengths: readonly number[], allowSingle = false): Codes {
  const bits = Math.max(1, ...lengths);
  const table = new Uint16Array(1 << bits);
  let code = 0;
  let used = 0;
  for (let length = 1; length <= bits; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] !== length) continue;
      if (code >= 1 << length) throw new TarballError("damaged_tarball");
      used++;
      const entry = (symbol << 4) | length;
      for (let at = reversed(code, length); at < table.length; at += 1 << length) table[at] = entry;
      code++;
    }
    code <<= 1;
  }
  const complete = code === 2 << bits;
  if (!complete && !(allowSingle && used <= 1 && bits === 1)) throw new TarballError("damaged_tarball");
  return { table, bits };
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

/** The fixed codes of deflate (RFC 1951, 3.2.6). */
export function fixedCodes(): BlockCodes {
  const lengths = Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  );
  return { literals: buildCodes(lengths), distances: buildCodes(new Array<number>(32).fill(5)) };
}
