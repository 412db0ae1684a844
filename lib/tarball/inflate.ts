import type { BitInput, Steps } from "./bit-input";
import { type BlockCodes, buildCodes, type Codes, fixedCodes } from "./huffman";
import { TarballError } from "./tarball-error";

const WINDOW = 32 * 1024;
const FLUSH = 64 * 1024;
const LONGEST = 258;

const LENGTHS = codesOf(
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
  3,
);
LENGTHS.push({ base: LONGEST, extra: 0 });
const DISTANCES = codesOf(
  [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
  1,
);
const [LENGTH_BASE, LENGTH_EXTRA] = [column(LENGTHS, "base"), column(LENGTHS, "extra")];
const [DISTANCE_BASE, DISTANCE_EXTRA] = [column(DISTANCES, "base"), column(DISTANCES, "extra")];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Decompresses one deflate stream and leaves `input` at the next byte boundary. Throws `damaged_tarball`. */
export function* inflate(input: BitInput): Steps {
  const output = new Output();
  for (let last = 0; last === 0; ) {
    last = yield* input.take(1);
    const kind = yield* input.take(2);
    if (kind === 0) yield* copyStored(input, output);
    else if (kind === 1) yield* decode(input, output, fixedCodes());
    else if (kind === 2) yield* decode(input, output, yield* readCodes(input));
    else throw new TarballError("damaged_tarball");
  }
  input.drop(input.count & 7);
  if (output.at > output.from) yield output.take();
}

/** Output bytes, with the last 32 kB kept as the window for back references. */
class Output {
  readonly bytes = new Uint8Array(WINDOW + FLUSH + LONGEST);
  at = 0;
  from = 0;
  /** The largest valid distance of a back reference. */
  reach = 0;

  get full(): boolean {
    return this.at >= WINDOW + FLUSH;
  }

  /** Moves the window to the start of a full buffer. The result of `take` is invalid afterwards. */
  slide(): void {
    this.bytes.copyWithin(0, this.at - WINDOW, this.at);
    this.at = this.from = WINDOW;
  }

  take(): Uint8Array {
    const taken = this.bytes.subarray(this.from, this.at);
    this.from = this.at;
    return taken;
  }
}

function* flush(output: Output): Steps {
  yield output.take();
  output.slide();
}

function* copyStored(input: BitInput, output: Output): Steps {
  input.drop(input.count & 7);
  const length = yield* input.take(16);
  const complement = yield* input.take(16);
  if (length !== (~complement & 0xffff)) throw new TarballError("damaged_tarball");
  for (let left = length; left > 0; ) {
    if (output.full) yield* flush(output);
    if (input.count === 0 && input.at < input.chunk.length) {
      const part = input.chunk.subarray(input.at, input.at + Math.min(left, WINDOW + FLUSH - output.at));
      output.bytes.set(part, output.at);
      output.at += part.length;
      input.at += part.length;
      left -= part.length;
    } else {
      output.bytes[output.at++] = yield* input.take(8);
      left--;
    }
  }
  output.reach = Math.min(WINDOW, output.reach + length);
}

function* decode(input: BitInput, output: Output, codes: BlockCodes): Steps {
  while (!decodeFast(input, output, codes)) {
    if (output.full) yield* flush(output);
    const symbol = yield* symbolOf(input, codes.literals);
    if (symbol === 256) return;
    if (symbol < 256) {
      output.bytes[output.at++] = symbol;
      output.reach = Math.min(WINDOW, output.reach + 1);
      continue;
    }
    const length = yield* codedValue(input, LENGTHS[symbol - 257]);
    const distance = yield* codedValue(input, DISTANCES[yield* symbolOf(input, codes.distances)]);
    if (distance > output.reach) throw new TarballError("damaged_tarball");
    for (let left = length; left > 0; left--) {
      output.bytes[output.at] = output.bytes[output.at - distance] ?? 0;
      output.at++;
    }
    output.reach = Math.min(WINDOW, output.reach + length);
  }
}

/**
 * Decodes in one loop without yielding while input and room are plentiful. Returns true at the end of the block, false
 * if the next symbol needs `decode`.
 */
function decodeFast(input: BitInput, output: Output, { literals, distances }: BlockCodes): boolean {
  const { chunk } = input;
  const { bytes } = output;
  const { table } = literals;
  const literalMask = (1 << literals.bits) - 1;
  const distanceTable = distances.table;
  const distanceMask = (1 << distances.bits) - 1;
  const inputEnd = chunk.length - 8;
  let { at, held, count } = input;
  let to = output.at;
  let reach = output.reach;
  let over = false;
  while (at < inputEnd && to < WINDOW + FLUSH) {
    while (count < 15) {
      held |= (chunk[at++] ?? 0) << count;
      count += 8;
    }
    const entry = table[held & literalMask] ?? 0;
    if (entry === 0) throw new TarballError("damaged_tarball");
    held >>>= entry & 15;
    count -= entry & 15;
    const symbol = entry >>> 4;
    if (symbol < 256) {
      bytes[to++] = symbol;
      reach++;
      continue;
    }
    if (symbol === 256) {
      over = true;
      break;
    }
    const lengthCode = symbol - 257;
    if (lengthCode >= LENGTHS.length) throw new TarballError("damaged_tarball");
    const lengthExtra = LENGTH_EXTRA[lengthCode] ?? 0;
    while (count < 20) {
      held |= (chunk[at++] ?? 0) << count;
      count += 8;
    }
    const length = (LENGTH_BASE[lengthCode] ?? 0) + (held & ((1 << lengthExtra) - 1));
    held >>>= lengthExtra;
    count -= lengthExtra;
    const distanceEntry = distanceTable[held & distanceMask] ?? 0;
    const distanceCode = distanceEntry >>> 4;
    if (distanceEntry === 0 || distanceCode >= DISTANCES.length) throw new TarballError("damaged_tarball");
    const distanceExtra = DISTANCE_EXTRA[distanceCode] ?? 0;
    held >>>= distanceEntry & 15;
    count -= distanceEntry & 15;
    while (count < 13) {
      held |= (chunk[at++] ?? 0) << count;
      count += 8;
    }
    const distance = (DISTANCE_BASE[distanceCode] ?? 0) + (held & ((1 << distanceExtra) - 1));
    held >>>= distanceExtra;
    count -= distanceExtra;
    if (distance > reach) throw new TarballError("damaged_tarball");
    reach += length;
    const matchEnd = to + length;
    if (distance === 1) bytes.fill(bytes[to - 1] ?? 0, to, to + length);
    else if (length > 64 && distance >= length) bytes.copyWithin(to, to - distance, to - distance + length);
    else for (let from = to - distance; to < matchEnd; to++, from++) bytes[to] = bytes[from] ?? 0;
    to = matchEnd;
  }
  Object.assign(input, { at, held, count });
  output.at = to;
  output.reach = Math.min(WINDOW, reach);
  return over;
}

function* symbolOf(input: BitInput, { table, bits }: Codes): Steps<number> {
  for (;;) {
    const entry = table[input.held & ((1 << bits) - 1)] ?? 0;
    if (entry !== 0 && (entry & 15) <= input.count) {
      input.drop(entry & 15);
      return entry >>> 4;
    }
    if (input.count >= bits) throw new TarballError("damaged_tarball");
    yield* input.need(input.count + 1);
  }
}

function* codedValue(input: BitInput, code: { base: number; extra: number } | undefined): Steps<number> {
  if (!code) throw new TarballError("damaged_tarball");
  return code.base + (yield* input.take(code.extra));
}

function* readCodes(input: BitInput): Steps<BlockCodes> {
  const literals = 257 + (yield* input.take(5));
  const distances = 1 + (yield* input.take(5));
  const given = 4 + (yield* input.take(4));
  if (literals > 286 || distances > 30) throw new TarballError("damaged_tarball");
  const codeLengths = new Array<number>(19).fill(0);
  for (const code of CODE_ORDER.slice(0, given)) codeLengths[code] = yield* input.take(3);
  const codes = buildCodes(codeLengths);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const symbol = yield* symbolOf(input, codes);
    if (symbol < 16) lengths.push(symbol);
    else if (symbol === 16) repeat(lengths, lengths.at(-1), 3 + (yield* input.take(2)));
    else repeat(lengths, 0, symbol === 17 ? 3 + (yield* input.take(3)) : 11 + (yield* input.take(7)));
  }
  if (lengths.length > literals + distances || lengths[256] === 0) throw new TarballError("damaged_tarball");
  return {
    literals: buildCodes(lengths.slice(0, literals), true),
    distances: buildCodes(lengths.slice(literals), true),
  };
}

function repeat(lengths: number[], value: number | undefined, times: number): void {
  if (value === undefined) throw new TarballError("damaged_tarball");
  for (let left = times; left > 0; left--) lengths.push(value);
}

/** Returns a flat array for the hot loop. */
function column(codes: { base: number; extra: number }[], key: "base" | "extra"): Uint16Array {
  return Uint16Array.from(codes, (code) => code[key]);
}

/** Each code stands for a range of values that starts where the previous one ends. */
function codesOf(extras: number[], first: number): { base: number; extra: number }[] {
  let base = first;
  return extras.map((extra) => {
    const code = { base, extra };
    base += 1 << extra;
    return code;
  });
}
