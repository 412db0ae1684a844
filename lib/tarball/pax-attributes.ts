import { unsupported } from "./entry-path";
import { latin1 } from "./tar-bytes";
import { TarballError } from "./tarball-error";

/** The pax attributes of the next entry; null for those that are not set. */
export type PaxAttributes = {
  path: Uint8Array | null;
  link: Uint8Array | null;
  size: number | null;
  modified: number | null;
  sparse: SparseAttributes | null;
};

/** A stored part of a sparse file, in bytes; gaps between pieces are zeros. */
export type SparseSegment = { offset: number; length: number };

export type SparseAttributes = { name: Uint8Array | null; size: number; pieces: SparseSegment[] | null };

type Records = readonly (readonly [key: string, value: Uint8Array])[];

/** Returns the attributes that matter for unpacking. Throws `damaged_tarball` where GNU tar fails. */
export function readAttributes(records: Records): PaxAttributes {
  const last = (key: string) => records.findLast((record) => record[0] === key)?.[1] ?? null;
  const named = (key: string) => {
    const value = last(key);
    if (value?.includes(0)) throw malformed();
    return value?.length ? value : null;
  };
  const modified = Number.parseFloat(textOf(last("mtime")) ?? "");
  return {
    path: named("path"),
    link: named("linkpath"),
    size: numberOf(last("size")),
    modified: Number.isFinite(modified) ? modified : null,
    sparse: readSparse(records, last, named("GNU.sparse.name")),
  };
}

function readSparse(
  records: Records,
  last: (key: string) => Uint8Array | null,
  name: Uint8Array | null,
): SparseAttributes | null {
  const size = numberOf(last("GNU.sparse.realsize")) ?? numberOf(last("GNU.sparse.size"));
  if (size === null) {
    if (name) throw malformed();
    return null;
  }
  if (last("GNU.sparse.major")) {
    if (textOf(last("GNU.sparse.major")) === "1" && textOf(last("GNU.sparse.minor")) === "0") {
      return { name, size, pieces: null };
    }
    if (textOf(last("GNU.sparse.major")) !== "0") {
      throw unsupported("a sparse file in an unknown format");
    }
  }
  const map = textOf(last("GNU.sparse.map"));
  const pairs = records.filter(([key]) => /^GNU\.sparse\.(offset|numbytes)$/.test(key));
  const texts = map === null ? pairs.map(([, value]) => latin1(value)) : map.split(",").filter(Boolean);
  return { name, size, pieces: piecesOf(texts) };
}

/** Parses alternating offsets and lengths. */
export function piecesOf(texts: readonly string[]): SparseSegment[] {
  const numbers = texts.map((text) => numberOf(text) ?? 0);
  if (numbers.length % 2 !== 0) throw malformed();
  return numbers.flatMap((offset, at) => (at % 2 === 0 ? [{ offset, length: numbers[at + 1] ?? 0 }] : []));
}

function numberOf(value: Uint8Array | string | null): number | null {
  const text = textOf(value);
  if (text === null || text === "") return null;
  if (!/^\d{1,15}$/.test(text)) throw malformed();
  return Number(text);
}

const textOf = (value: Uint8Array | string | null) =>
  value === null || typeof value === "string" ? value : latin1(value);

const malformed = () => new TarballError("damaged_tarball", "A pax header in the tarball is malformed.");
