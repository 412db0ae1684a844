import { entryParts } from "@/lib/tarball/entry-path";
import { TarballError } from "@/lib/tarball/tarball-error";
import type { UploadLimits } from "./limits";
import { readHeader, readPax, type TarHeader } from "./tar-header";

const BLOCK = 512;
/** Long names and pax records; nobody's are larger. */
const MAX_RECORD = 1024 * 1024;

type Collecting = { type: string; left: number; pieces: Buffer[] };

/**
 * Walks through a tar archive that is handed in piece by piece, and keeps nothing of it. Throws `TarballError`:
 * `not_tar`, `empty_tarball`, `truncated_tarball`, `damaged_tarball`, `unsafe_tarball`, `too_large`, `not_a_slug`.
 */
export class TarWalker {
  readonly #limits: Pick<UploadLimits, "unpackedBytes" | "files">;
  readonly #folder: string | undefined;
  #hasFolder = false;
  readonly #block = Buffer.alloc(BLOCK);
  #filled = 0;
  #skip = 0;
  #collecting: Collecting | undefined;
  /** A sparse file's map goes on in blocks before its data. */
  #extension = false;
  #afterExtension = 0;
  #over = false;
  #bytes = 0;
  #entries = 0;
  #files = 0;
  /** From records that stand before the entry they speak of. */
  #ahead: { name?: string; linkName?: string; size?: number } = {};

  /** `folder`: at its top, without which the archive is no slug. */
  constructor(limits: Pick<UploadLimits, "unpackedBytes" | "files">, folder?: string) {
    this.#limits = limits;
    this.#folder = folder;
  }

  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.unpackedBytes) {
      throw new TarballError(
        "too_large",
        `The tarball unpacks to more than ${this.#limits.unpackedBytes} bytes.`,
      );
    }
    let at = 0;
    // What follows the end of the archive is padding.
    while (at < chunk.length && !this.#over) {
      if (this.#skip > 0) at += this.#pass(chunk.length - at);
      else if (this.#collecting && this.#collecting.left > 0)
        at += this.#collect(this.#collecting, chunk, at);
      else at += this.#fill(chunk, at);
    }
  }

  /** No more bytes follow. */
  finish(): void {
    if (this.#bytes === 0) throw new TarballError("empty_tarball");
    const midway = this.#skip > 0 || this.#filled > 0 || this.#collecting !== undefined || this.#extension;
    if (!this.#over && midway) throw new TarballError(this.#entries === 0 ? "not_tar" : "truncated_tarball");
    if (this.#files === 0) throw new TarballError("empty_tarball");
    if (this.#folder !== undefined && !this.#hasFolder) throw new TarballError("not_a_slug");
  }

  #pass(most: number): number {
    const count = Math.min(this.#skip, most);
    this.#skip -= count;
    return count;
  }

  #fill(chunk: Buffer, at: number): number {
    const count = chunk.copy(this.#block, this.#filled, at, at + BLOCK - this.#filled);
    this.#filled += count;
    if (this.#filled === BLOCK) {
      this.#filled = 0;
      if (this.#extension) this.#extend();
      else this.#header();
    }
    return count;
  }

  #extend(): void {
    this.#extension = this.#block[504] === 1;
    if (!this.#extension) this.#skip = this.#afterExtension;
  }

  #header(): void {
    if (this.#block.every((byte) => byte === 0)) {
      this.#over = true;
      return;
    }
    const header = readHeader(this.#block);
    if (header === null || !Number.isSafeInteger(header.size) || header.size < 0) {
      throw new TarballError(this.#entries === 0 ? "not_tar" : "damaged_tarball");
    }
    this.#entries += 1;
    if (/[LKxX]/.test(header.type)) this.#begin(header);
    else if (header.type === "g") this.#skip = padded(header.size);
    else this.#entry(header);
  }

  #begin({ type, size }: TarHeader): void {
    if (size > MAX_RECORD) throw new TarballError("damaged_tarball");
    this.#collecting = { type, left: size, pieces: [] };
    if (size === 0) this.#note(this.#collecting);
  }

  #collect(collecting: Collecting, chunk: Buffer, at: number): number {
    const piece = Buffer.from(chunk.subarray(at, at + collecting.left));
    collecting.pieces.push(piece);
    collecting.left -= piece.length;
    if (collecting.left === 0) this.#note(collecting);
    return piece.length;
  }

  #note({ type, pieces }: Collecting): void {
    const body = Buffer.concat(pieces);
    this.#skip = padded(body.length) - body.length;
    this.#collecting = undefined;
    const text = body.toString("utf8").replace(/\0.*$/s, "");
    if (type === "L") this.#ahead.name = text;
    else if (type === "K") this.#ahead.linkName = text;
    else this.#pax(readPax(body));
  }

  #pax(records: Map<string, string>): void {
    const [path, linkPath, size] = ["path", "linkpath", "size"].map((key) => records.get(key));
    if (path !== undefined) this.#ahead.name = path;
    if (linkPath !== undefined) this.#ahead.linkName = linkPath;
    if (size !== undefined && /^\d{1,15}$/.test(size)) this.#ahead.size = Number(size);
  }

  #entry(header: TarHeader): void {
    const { name, linkName, size } = { ...header, ...this.#ahead };
    this.#ahead = {};
    const [top, ...below] = entryParts(name);
    if (top === this.#folder && (below.length > 0 || header.type === "5")) this.#hasFolder = true;
    if (header.type === "1") entryParts(linkName);
    if (/[07S]/.test(header.type)) this.#files += 1;
    if (this.#files > this.#limits.files) {
      throw new TarballError("too_large", `The tarball holds more than ${this.#limits.files} files.`);
    }
    const data = padded(/[1-6]/.test(header.type) ? 0 : size);
    this.#extension = header.extended;
    this.#skip = header.extended ? 0 : data;
    this.#afterExtension = data;
  }
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}
