import { unsupported } from "./entry-path";
import { piecesOf, type SparseSegment } from "./pax-attributes";
import { BLOCK, latin1, numberIn } from "./tar-bytes";
import { TarballError } from "./tarball-error";

const MAX_BLOCKS = 16 * 1024;

/** Reads the map of a sparse file from the blocks before its data. */
export type MapReader = {
  /** Reads the next block. Returns true if the map is complete. */
  read(block: Uint8Array): boolean;
  pieces(): SparseSegment[];
  /** The bytes of the map that count toward the entry's size. */
  counted(): number;
};

/** Old GNU format: four pieces in the header, 21 in each further block. */
export function gnuMap(header: Uint8Array): MapReader {
  const pieces = gnuPieces(header, 386, 4);
  let blocks = 0;
  return {
    read(block) {
      if (++blocks > MAX_BLOCKS) throw new TarballError("damaged_tarball");
      for (const piece of gnuPieces(block, 0, 21)) pieces.push(piece);
      return block[504] === 0;
    },
    pieces: () => pieces,
    counted: () => 0,
  };
}

/** Pax format 1.0: lines of decimal numbers, the number of pieces first. */
export function paxMap(): MapReader {
  let text = "";
  let blocks = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let lines = 0;
  return {
    read(block) {
      if (++blocks > MAX_BLOCKS) throw new TarballError("damaged_tarball");
      const more = latin1(block);
      text += more;
      lines += more.split("\n").length - 1;
      if (wanted === Number.POSITIVE_INFINITY) {
        const count = /^(\d{1,7})\n/.exec(text)?.[1];
        if (count === undefined) throw new TarballError("damaged_tarball");
        wanted = 1 + 2 * Number(count);
      }
      return lines >= wanted;
    },
    pieces: () => piecesOf(text.split("\n").slice(1, wanted)),
    counted: () => blocks * BLOCK,
  };
}

/**
 * Throws `damaged_tarball` unless the pieces are in order within a file of `size` and add up to `archived` bytes, and
 * `unsupported_entry` if a piece follows one that ends within a block: programs differ there.
 */
export function checkPieces(pieces: readonly SparseSegment[], archived: number, size: number): void {
  let end = 0;
  let sum = 0;
  for (const { offset, length } of pieces) {
    if (length > 0 && sum % BLOCK !== 0) throw unsupported("a sparse file in an unknown format");
    if (offset < end) throw new TarballError("damaged_tarball");
    end = offset + length;
    sum += length;
  }
  if (end > size || sum !== archived) throw new TarballError("damaged_tarball");
}

function gnuPieces(block: Uint8Array, from: number, count: number): SparseSegment[] {
  const pieces: SparseSegment[] = [];
  for (let at = from; at < from + count * 24; at += 24) {
    // The first piece without digits ends the map.
    if (block[at] === 0 || block[at + 12] === 0) break;
    const [offset, length] = [numberIn(block, at, 12), numberIn(block, at + 12, 12)];
    if (offset === null || length === null) throw new TarballError("damaged_tarball");
    pieces.push({ offset, length });
  }
  return pieces;
}
