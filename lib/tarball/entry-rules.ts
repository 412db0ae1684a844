import { entryParts, nameOf, shownPath, unsupported } from "./entry-path";
import { type Limits, tooLarge } from "./limits";
import type { TarEntry } from "./tar-walker";
import { TarballError } from "./tarball-error";

/**
 * An entry that can be unpacked. `target`: of a link; a hard link's is the path of an earlier entry. `replaces`: an
 * earlier entry has the same path.
 */
export type SafeEntry = {
  path: string;
  parts: string[];
  kind: "file" | "folder" | "symlink" | "hardlink";
  target: string;
  replaces: boolean;
  size: number;
  mode: number;
  modified: number;
};

const KINDS: Record<string, SafeEntry["kind"]> = {
  "0": "file",
  "7": "file",
  S: "file",
  "1": "hardlink",
  "2": "symlink",
  "5": "folder",
  D: "folder",
};
const REFUSED: Record<string, string> = {
  "3": "a device file",
  "4": "a device file",
  "6": "a named pipe",
  M: "a file that begins in another archive",
};

const FILE = -1;
const LINK = -2;
const MAX_TARGET = 4_000;
const MAX_NAMES = 32 * 1024 * 1024;

/**
 * The rules for what may be unpacked, applied against the tree of the entries so far. Throws `unsafe_tarball`,
 * `unsupported_entry` or `too_large`, each naming the entry.
 */
export class EntryRules {
  readonly #limits: Pick<Limits, "unpacked" | "files">;
  /** By `folder id/name`: the id of a folder, FILE or LINK. */
  readonly #nodes = new Map<string, number>();
  #folders = 1;
  #lastFolder = { path: "", id: 0 };
  #names = 0;
  #entries = 0;
  /** Totals of the unpacked tree. A replaced file counts once in `files`, its bytes twice in `unpacked`. */
  files = 0;
  symlinks = 0;
  hardlinks = 0;
  unpacked = 0;

  constructor(limits: Pick<Limits, "unpacked" | "files">) {
    this.#limits = limits;
  }

  add(entry: TarEntry): SafeEntry {
    const name = nameOf(entry.name);
    const kind = KINDS[entry.type];
    if (!kind) {
      const what = REFUSED[entry.type] ?? `a special file (type ${shownPath(entry.type)})`;
      throw unsupported(`${shownPath(name)}, ${what}`);
    }
    const parts = entryParts(name);
    const path = parts.join("/");
    if (path === "" && kind !== "folder") throw unsupported(`a ${kind} without a name`);
    const target = kind === "symlink" || kind === "hardlink" ? targetOf(entry, kind, path) : "";
    this.#count(entry, kind, path);
    const replaces = this.#place(parts, path, kind, target);
    const { mode, modified } = entry;
    return { path, parts, kind, target, replaces, size: kind === "file" ? entry.size : 0, mode, modified };
  }

  /** True if the tree has an entry below this folder. */
  holds(folder: string): boolean {
    const id = this.#find(folder.split("/"));
    if (id === undefined || id < 0) return false;
    for (const key of this.#nodes.keys()) if (key.startsWith(`${id}/`)) return true;
    return false;
  }

  #count(entry: TarEntry, kind: SafeEntry["kind"], path: string): void {
    if (kind === "file") this.unpacked += entry.size;
    if (this.unpacked > this.#limits.unpacked) throw tooLarge("unpacked", this.#limits);
    this.#names += path.length;
    if (kind !== "folder") this.#entries++;
    const { files } = this.#limits;
    if (this.#entries > files || this.#folders > files || this.#names > MAX_NAMES) {
      throw tooLarge("files", this.#limits);
    }
  }

  /** Adds an entry to the tree. Returns true if it replaces another. */
  #place(parts: string[], path: string, kind: SafeEntry["kind"], target: string): boolean {
    const name = parts.at(-1);
    if (name === undefined) return false;
    const key = `${this.#enter(parts, path)}/${name}`;
    const old = this.#nodes.get(key);
    if (kind === "folder") {
      if (old === LINK) throw unsupported(`${shownPath(path)} twice, as a link and as a folder`);
      if (old === FILE) this.files--;
      if (old === undefined || old === FILE) this.#nodes.set(key, this.#folders++);
      return old === FILE;
    }
    if (old !== undefined && old >= 0) {
      throw unsupported(
        `${shownPath(path)} twice, as a folder and as a ${kind === "file" ? "file" : "link"}`,
      );
    }
    const node = kind === "hardlink" ? this.#linked(path, target) : kind === "symlink" ? LINK : FILE;
    if (old === FILE) this.files--;
    if (old === LINK) this.symlinks--;
    if (node === FILE) this.files++;
    else this.symlinks++;
    if (kind === "hardlink") this.hardlinks++;
    this.#nodes.set(key, node);
    return old !== undefined;
  }

  /** Returns the id of the folder that contains the last of `parts`, and adds missing folders. */
  #enter(parts: string[], path: string): number {
    const above = path.slice(0, path.lastIndexOf("/") + 1);
    // Most entries are in the same folder as the previous one.
    if (above === this.#lastFolder.path) return this.#lastFolder.id;
    let folder = 0;
    for (let depth = 0; depth < parts.length - 1; depth++) {
      const name = parts[depth];
      const key = `${folder}/${name}`;
      let next = this.#nodes.get(key);
      if (next === LINK) throw unsupported(`${shownPath(path)}, which lies below a symbolic link`);
      if (next === FILE) throw unsupported(`${shownPath(path)}, which lies below a file`);
      if (next === undefined) {
        next = this.#folders++;
        if (next > this.#limits.files) throw tooLarge("files", this.#limits);
        this.#nodes.set(key, next);
      }
      folder = next;
    }
    this.#lastFolder = { path: above, id: folder };
    return folder;
  }

  /** Returns the node of a hard link's target. Throws `unsupported_entry` if no earlier file has that path. */
  #linked(path: string, target: string): number {
    const node = this.#find(target.split("/"));
    if (node === FILE || node === LINK) return node;
    throw unsupported(`${shownPath(path)}, a hard link to ${shownPath(target)}, which is no file before it`);
  }

  #find(parts: string[]): number | undefined {
    let node: number | undefined = 0;
    for (const name of parts) {
      if (node === undefined || node < 0) return undefined;
      node = this.#nodes.get(`${node}/${name}`);
    }
    return node;
  }
}

function targetOf(entry: TarEntry, kind: "symlink" | "hardlink", path: string): string {
  const target = nameOf(entry.link);
  if (kind === "hardlink") return entryParts(target).join("/");
  if (target === "" || target.length > MAX_TARGET) {
    throw unsupported(`${shownPath(path)}, a link whose target is ${target === "" ? "empty" : "too long"}`);
  }
  return target;
}

/** Checks for a folder at the top. `check` throws `not_a_slug` if no entry is that folder or in it. */
export class TopFolder {
  readonly #name: string;
  #found = false;

  constructor(name: string) {
    this.#name = name;
  }

  add({ parts, kind }: SafeEntry): void {
    this.#found ||= parts[0] === this.#name && (parts.length > 1 || kind === "folder");
  }

  check(): void {
    if (!this.#found) throw new TarballError("not_a_slug");
  }
}
