const FOLDER = "outputs";
/** Of one output and of all of them no more is kept, in bytes. */
const MOST_OF_ONE = 160 << 20;
const MOST = 320 << 20;
const SLICE = 1 << 20;
/** How often a file that somebody holds is asked for, and how long in between in ms. */
const ATTEMPTS = 4;
const PAUSE = 80;

/**
 * The beginning of an output as this browser keeps it (origin private file system), for a reload or a tab that was
 * put to sleep. Only in a worker. Signing out clears it, since the server then has the browser clear its storage.
 */
export class LocalCopy {
  readonly #handle: FileSystemSyncAccessHandle;

  private constructor(handle: FileSystemSyncAccessHandle) {
    this.#handle = handle;
  }

  /** Null where the browser has no such storage, or another tab has this copy. Has room made for it. */
  static async open(name: string): Promise<LocalCopy | null> {
    try {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle(FOLDER, { create: true });
      const file = await folder.getFileHandle(encodeURIComponent(name), { create: true });
      const copy = new LocalCopy(await opened(file));
      void makeRoom(folder, file.name).catch(() => undefined);
      return copy;
    } catch {
      return null;
    }
  }

  get length(): number {
    return this.#handle.getSize();
  }

  /** What is kept, in order. */
  *read(): Generator<Uint8Array> {
    const { length } = this;
    for (let at = 0; at < length; ) {
      const part = new Uint8Array(Math.min(SLICE, length - at));
      const read = this.#handle.read(part, { at });
      if (read === 0) return;
      at += read;
      yield part.subarray(0, read);
    }
  }

  /** Adds bytes at the end. False when there is no room for more. */
  append(bytes: Uint8Array<ArrayBuffer>): boolean {
    const { length } = this;
    if (length + bytes.length > MOST_OF_ONE) return false;
    try {
      return this.#handle.write(bytes, { at: length }) === bytes.length;
    } catch {
      return false;
    }
  }

  clear(): void {
    this.#handle.truncate(0);
  }

  close(): void {
    this.#handle.close();
  }
}

/** A page that is left, by a reload for one, may hold its file for a moment longer. */
async function opened(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const handle = await file.createSyncAccessHandle().catch(() => null);
    if (handle) return handle;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return file.createSyncAccessHandle();
}

/** The copies that were written longest ago go first; one that a tab has open stays. */
async function makeRoom(folder: FileSystemDirectoryHandle, own: string): Promise<void> {
  const files: File[] = [];
  for await (const handle of folder.values()) {
    if (handle.kind === "file" && handle.name !== own) files.push(await handle.getFile());
  }
  let used = files.reduce((sum, file) => sum + file.size, 0);
  for (const file of files.sort((a, b) => a.lastModified - b.lastModified)) {
    if (used <= MOST - MOST_OF_ONE) return;
    used -= file.size;
    await folder.removeEntry(file.name).catch(() => undefined);
  }
}
