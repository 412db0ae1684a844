import { BitInput, type Steps } from "./bit-input";
import { formatOf } from "./format-of";
import { inflate } from "./inflate";
import { TarballError } from "./tarball-error";

const EMPTY: Uint8Array = new Uint8Array();
const HEADER = { checksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

/**
 * Decompresses gzip chunk by chunk as `gzip -d` does: several members in a row, then optional zeros. A browser's
 * `DecompressionStream` accepts one member only. Throws `TarballError`: `empty_tarball`, `not_gzip`,
 * `truncated_tarball`, `damaged_tarball`.
 */
export class GzipReader {
  readonly #input = new BitInput();
  readonly #steps = this.#unpack();
  #started = false;
  #betweenMembers = true;
  #members = 0;

  *write(chunk: Uint8Array): Generator<Uint8Array, void, void> {
    if (chunk.length === 0) return;
    // The first step advances the generator to its first request for a chunk.
    if (!this.#started) this.#steps.next(EMPTY);
    this.#started = true;
    for (let step = this.#steps.next(chunk); !step.done && step.value; step = this.#steps.next(EMPTY)) {
      yield step.value;
    }
  }

  /** Ends the input. Throws `empty_tarball` or `truncated_tarball` if it is incomplete. */
  finish(): void {
    if (!this.#started) throw new TarballError("empty_tarball", "The file has no bytes.");
    if (!this.#betweenMembers || this.#members === 0) throw new TarballError("truncated_tarball");
  }

  *#unpack(): Steps {
    const input = this.#input;
    for (;;) {
      const first = yield* input.take(8);
      if (this.#members > 0 && first === 0) return yield* this.#skipZeros();
      this.#betweenMembers = false;
      if (first !== 0x1f) throw this.#foreign();
      for (const magic of [0x8b, 8]) if ((yield* input.take(8)) !== magic) throw this.#foreign();
      yield* this.#readHeader();
      const state = { crc: 0xffffffff, size: 0 };
      yield* withSum(inflate(input), state);
      const crc = (yield* input.take(16)) + (yield* input.take(16)) * 0x10000;
      const size = (yield* input.take(16)) + (yield* input.take(16)) * 0x10000;
      if (crc !== ~state.crc >>> 0 || size !== state.size % 2 ** 32)
        throw new TarballError("damaged_tarball");
      this.#members++;
      this.#betweenMembers = true;
    }
  }

  *#readHeader(): Steps {
    const input = this.#input;
    const flags = yield* input.take(8);
    if (flags & HEADER.reserved) throw new TarballError("damaged_tarball");
    for (let skipped = 0; skipped < 6; skipped++) yield* input.take(8);
    if (flags & HEADER.extra) for (let left = yield* input.take(16); left > 0; left--) yield* input.take(8);
    if (flags & HEADER.name) while ((yield* input.take(8)) !== 0);
    if (flags & HEADER.comment) while ((yield* input.take(8)) !== 0);
    if (flags & HEADER.checksum) yield* input.take(16);
  }

  *#skipZeros(): Steps {
    for (;;) if ((yield* this.#input.take(8)) !== 0) throw trailing();
  }

  #foreign(): TarballError {
    return this.#members > 0 ? trailing() : new TarballError("not_gzip", formatOf(this.#input.chunk));
  }
}

/** The error for other bytes after the last member; `gzip -d` and so `tar xzf` fail there too. */
export const trailing = () =>
  new TarballError("damaged_tarball", "The gzip data is followed by other bytes.");

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Passes on the output of `steps` and updates its checksum and size. */
function* withSum(steps: Steps, sum: { crc: number; size: number }): Steps {
  let given = EMPTY;
  for (;;) {
    const { done, value } = steps.next(given);
    if (done) return;
    if (value) {
      sum.crc = crcOf(value, sum.crc);
      sum.size += value.length;
    }
    given = yield value ?? null;
  }
}

function crcOf(bytes: Uint8Array, before: number): number {
  let crc = before;
  for (let at = 0; at < bytes.length; at++) crc = (CRC[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return crc;
}
