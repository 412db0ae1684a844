import {
  chmodSync,
  closeSync,
  fchmodSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import type { ArchiveEvent } from "@/lib/tarball/archive-reader";
import { shownPath, unsupported } from "@/lib/tarball/entry-path";
import type { SafeEntry } from "@/lib/tarball/entry-rules";

/** Characters with a special meaning in Windows file names. */
const WINDOWS_SIGNS = /[\\:*?"<>|]/;
/** The latest time that every file system supports. */
const MAX_SECONDS = 2 ** 33;

/**
 * Writes an archive's tree below `root`, like GNU tar: in order, so that the last entry of a name wins.
 * It writes synchronously, a chunk at a time: tens of thousands of small files take a third of the time, and the
 * event loop runs between chunks.
 */
export class TreeWriter {
  readonly #root: string;
  #lastFolder = "";
  #open: { fd: number; entry: SafeEntry; end: number } | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  write(event: ArchiveEvent): void {
    if (event.kind === "entry") this.#begin(event.entry);
    else if (event.kind === "data") this.#data(event.bytes, event.offset);
    else this.#end();
  }

  /** Closes an unfinished file. */
  close(): void {
    if (this.#open) closeSync(this.#open.fd);
    this.#open = null;
  }

  #begin(entry: SafeEntry): void {
    if (entry.parts.length === 0) return;
    if (sep === "\\" && entry.parts.some((part) => WINDOWS_SIGNS.test(part))) {
      throw unsupported(`${shownPath(entry.path)}, a name that Windows cannot store`);
    }
    const path = join(this.#root, ...entry.parts);
    this.#makeFolder(dirname(path));
    if (entry.replaces && !isSame(entry)) rmSync(path, { force: true });
    if (entry.kind === "folder") {
      mkdirSync(path, { recursive: true });
      chmodSync(path, (entry.mode & 0o777) | 0o700);
    } else if (entry.kind === "file") {
      const fd = unlessTaken(entry, () => openSync(path, "wx", 0o600));
      this.#open = { fd, entry, end: 0 };
    } else if (entry.kind === "symlink") unlessTaken(entry, () => symlinkSync(entry.target, path));
    else if (!isSame(entry)) this.#link(entry, path);
  }

  #link(entry: SafeEntry, path: string): void {
    const target = join(this.#root, entry.target);
    // link(2) on a symbolic link is system-dependent.
    const isLink = lstatSync(target).isSymbolicLink();
    unlessTaken(entry, () => (isLink ? symlinkSync(readlinkSync(target), path) : linkSync(target, path)));
  }

  #data(bytes: Uint8Array, offset: number): void {
    if (!this.#open) return;
    const { fd } = this.#open;
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at, offset + at);
    this.#open.end = offset + bytes.length;
  }

  #end(): void {
    if (!this.#open) return;
    const { fd, entry, end } = this.#open;
    // A sparse file may end in a gap.
    if (end < entry.size) ftruncateSync(fd, entry.size);
    // Readable and writable by the owner, never setuid.
    fchmodSync(fd, (entry.mode & 0o777) | 0o600);
    const seconds = Math.min(Math.max(0, entry.modified), MAX_SECONDS);
    futimesSync(fd, seconds, seconds);
    this.close();
  }

  #makeFolder(path: string): void {
    if (path === this.#lastFolder) return;
    mkdirSync(path, { recursive: true });
    this.#lastFolder = path;
  }
}

/** A hard link to itself changes nothing. */
const isSame = (entry: SafeEntry) => entry.kind === "hardlink" && entry.target === entry.path;

/** File systems that ignore case or normalize accents treat two names as one: one of the files would be lost. */
function unlessTaken<T>(entry: SafeEntry, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!taken) throw error;
    throw unsupported(`${shownPath(entry.path)}, which this disk takes for another of its names`);
  }
}
