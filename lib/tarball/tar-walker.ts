import type { SparseSegment } from "./pax-attributes";
import { type PaxAttributes, readAttributes } from "./pax-attributes";
import { checkPieces, gnuMap, type MapReader, paxMap } from "./sparse-map";
import { BLOCK, isZero, latin1, padded, readHeader, readPax, type TarHeader, untilNul } from "./tar-bytes";
import { joined } from "./tar-writer";
import { TarballError } from "./tarball-error";

/** An entry. Names are raw bytes; `size` is that of the file on disk, including the gaps of a sparse file. */
export type TarEntry = {
  name: Uint8Array;
  link: Uint8Array;
  type: string;
  size: number;
  mode: number;
  /** Seconds since 1970. */
  modified: number;
};

/** `bytes` belong at `offset` of the file and are valid until the next event. */
export type TarEvent =
  | { kind: "entry"; entry: TarEntry }
  | { kind: "data"; bytes: Uint8Array; offset: number }
  | { kind: "end" };

/** The limit of a long name or of pax records, well above those of real archives. */
const MAX_RECORD = 1024 * 1024;

type RecordState = { kind: "record"; type: string; left: number; parts: Uint8Array[] };
type MapState = { kind: "map"; map: MapReader; archived: number; size: number };
type DataState = {
  kind: "data";
  pieces: SparseSegment[];
  index: number;
  within: number;
  left: number;
  pad: number;
};
type State = { kind: "header" } | RecordState | MapState | DataState;

/** Attributes from records before the entry that they apply to. */
type PendingAttributes = { name?: Uint8Array; link?: Uint8Array; pax?: PaxAttributes };

/**
 * Parses a tar archive chunk by chunk without buffering it: v7, ustar, GNU and pax, with long names and sparse files.
 * Accepts what GNU tar reads. Throws `TarballError`: `not_tar`, `empty_tarball`, `truncated_tarball`,
 * `damaged_tarball`, `unsupported_entry`.
 */
export class TarWalker {
  readonly #block = new Uint8Array(BLOCK);
  #filled = 0;
  #bytes = 0;
  #headers = 0;
  #skip = 0;
  #state: State = { kind: "header" };
  #pending: PendingAttributes = {};
  /** True after a block of zeros, which ends the archive. */
  #ended = false;
  /** True if other bytes follow the end; they are ignored. */
  #foreign = false;
  #comment: string | null = null;

  /** The comment of a global pax header: `git archive` writes the commit there. */
  get comment(): string | null {
    return this.#comment;
  }

  *write(chunk: Uint8Array): Generator<TarEvent, void, void> {
    this.#bytes += chunk.length;
    for (let at = 0; at < chunk.length && !this.#foreign; ) {
      const state = this.#state;
      const rest = chunk.length - at;
      if (this.#skip > 0) {
        const count = Math.min(this.#skip, rest);
        this.#skip -= count;
        at += count;
      } else if (state.kind === "record") {
        const part = chunk.slice(at, at + state.left);
        at += part.length;
        this.#collect(state, part);
      } else if (state.kind === "data") {
        const bytes = chunk.subarray(at, at + state.left);
        at += bytes.length;
        yield* this.#emitData(state, bytes);
      } else if (this.#filled === 0 && rest >= BLOCK) {
        yield* this.#readBlock(state, chunk.subarray(at, at + BLOCK));
        at += BLOCK;
      } else {
        const part = chunk.subarray(at, at + BLOCK - this.#filled);
        this.#block.set(part, this.#filled);
        at += part.length;
        this.#filled = (this.#filled + part.length) % BLOCK;
        if (this.#filled === 0) yield* this.#readBlock(state, this.#block);
      }
    }
  }

  /** Ends the input. `endMark`: true if the archive has its end mark; an archive without one may be cut off. */
  finish(): { endMark: boolean } {
    if (this.#bytes === 0) throw new TarballError("empty_tarball");
    const midway = this.#filled > 0 || this.#skip > 0 || this.#state.kind !== "header" || this.#hasPending();
    if (!this.#ended && midway) {
      throw this.#headers === 0 ? notTar(this.#block) : new TarballError("truncated_tarball");
    }
    return { endMark: this.#ended };
  }

  #hasPending(): boolean {
    return Object.keys(this.#pending).length > 0;
  }

  *#readBlock(state: { kind: "header" } | MapState, block: Uint8Array): Generator<TarEvent, void, void> {
    if (state.kind === "map") {
      if (state.map.read(block)) yield* this.#beginMapped(state);
    } else if (isZero(block)) {
      if (this.#hasPending()) throw new TarballError("damaged_tarball");
      this.#ended = true;
    } else yield* this.#readHeader(block);
  }

  *#readHeader(block: Uint8Array): Generator<TarEvent, void, void> {
    const header = readHeader(block);
    if (this.#ended) {
      // GNU tar stops at the first block of zeros, so these files would be lost.
      if (header) throw new TarballError("damaged_tarball", "More files follow the end of the tar archive.");
      this.#foreign = true;
      return;
    }
    if (!header) {
      if (this.#headers > 0) throw new TarballError("damaged_tarball");
      throw notTar(block);
    }
    this.#headers++;
    if (/[LKxXg]/.test(header.type)) {
      if (header.size > MAX_RECORD) throw new TarballError("damaged_tarball");
      const record: RecordState = { kind: "record", type: header.type, left: header.size, parts: [] };
      this.#state = record;
      if (header.size === 0) this.#collect(record, new Uint8Array());
    } else if (header.type === "V") this.#skip = padded(header.size);
    else yield* this.#begin(header, block);
  }

  #collect(record: RecordState, part: Uint8Array): void {
    record.parts.push(part);
    record.left -= part.length;
    if (record.left > 0) return;
    const body = joined(record.parts);
    this.#state = { kind: "header" };
    this.#skip = padded(body.length) - body.length;
    if (record.type === "L") this.#pending.name = untilNul(body);
    else if (record.type === "K") this.#pending.link = untilNul(body);
    else if (record.type === "g") this.#readGlobal(readPax(body));
    else this.#pending.pax = readAttributes(readPax(body));
  }

  #readGlobal(records: [key: string, value: Uint8Array][]): void {
    for (const [key, value] of records) {
      if (key === "comment") this.#comment = latin1(value);
      // A global record of this kind would apply to every file; no program writes one.
      if (/^(path|linkpath|size|GNU\.sparse\..+)$/.test(key)) throw new TarballError("damaged_tarball");
    }
  }

  *#begin(header: TarHeader, block: Uint8Array): Generator<TarEvent, void, void> {
    const { pax, name: longName, link: longLink } = this.#pending;
    this.#pending = {};
    const name = pax?.sparse?.name ?? pax?.path ?? longName ?? header.name;
    // In v7 archives a trailing slash marks a folder.
    const type = /[07]/.test(header.type) && name.at(-1) === 0x2f ? "5" : header.type;
    // Links, folders and devices have no data, whatever their size field says.
    const archived = /[1-6]/.test(type) ? 0 : (pax?.size ?? header.size);
    const sparse = /[1-6]/.test(type) ? null : (pax?.sparse ?? null);
    const size = type === "S" ? header.realSize : (sparse?.size ?? archived);
    const entry = {
      name,
      link: pax?.link ?? longLink ?? header.link,
      type,
      size,
      mode: header.mode,
      modified: pax?.modified ?? header.modified,
    };
    yield { kind: "entry", entry };
    if (type === "S" || (sparse && sparse.pieces === null)) {
      const map = type === "S" ? gnuMap(block) : paxMap();
      const state: MapState = { kind: "map", map, archived, size };
      this.#state = state;
      if (type === "S" && block[482] === 0) yield* this.#beginMapped(state);
    } else yield* this.#beginData(sparse?.pieces ?? [{ offset: 0, length: archived }], archived, size);
  }

  *#beginMapped({ map, archived, size }: MapState): Generator<TarEvent, void, void> {
    yield* this.#beginData(map.pieces(), archived - map.counted(), size);
  }

  *#beginData(pieces: SparseSegment[], archived: number, size: number): Generator<TarEvent, void, void> {
    checkPieces(pieces, archived, size);
    this.#state = {
      kind: "data",
      pieces,
      index: 0,
      within: 0,
      left: archived,
      pad: padded(archived) - archived,
    };
    if (archived > 0) return;
    this.#state = { kind: "header" };
    yield { kind: "end" };
  }

  *#emitData(data: DataState, bytes: Uint8Array): Generator<TarEvent, void, void> {
    for (let at = 0; at < bytes.length; ) {
      const piece = data.pieces[data.index];
      if (!piece) throw new TarballError("damaged_tarball");
      const part = bytes.subarray(at, at + piece.length - data.within);
      if (part.length > 0) yield { kind: "data", bytes: part, offset: piece.offset + data.within };
      at += part.length;
      data.within += part.length;
      if (data.within < piece.length) continue;
      data.index++;
      data.within = 0;
    }
    data.left -= bytes.length;
    if (data.left > 0) return;
    this.#state = { kind: "header" };
    this.#skip = data.pad;
    yield { kind: "end" };
  }
}

function notTar([first, second]: Uint8Array): TarballError {
  const gzip = first === 0x1f && second === 0x8b;
  return new TarballError("not_tar", gzip ? "The file is compressed with gzip twice." : undefined);
}
