import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";

const FOLDER = "outputs";
/** Maximum bytes of one copy, and of all copies. */
const MAX_COPY = 160 << 20;
const MAX_TOTAL = 320 << 20;
const SLICE = 1 << 20;
/** Attempts to open a file that another page has open, and the delay between them. */
const ATTEMPTS = 4;
const RETRY_DELAY_MS = 80;

/**
 * The start of an output in the browser's origin private file system, for a reload or a discarded tab. Available in
 * workers only. Signing out deletes it, because the server then clears the browser's storage.
 */
class LocalCopy {
  readonly #handle: FileSystemSyncAccessHandle;

  private constructor(handle: FileSystemSyncAccessHandle) {
    this.#handle = handle;
  }

  /** Opens a copy, and removes old ones if necessary. Returns null if unsupported or open in another tab. */
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

  /** Yields the stored bytes in order. */
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

  /** Appends bytes. Returns false if there is no room. */
  append(bytes: Uint8Array<ArrayBuffer>): boolean {
    const { length } = this;
    if (length + bytes.length > MAX_COPY) return false;
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

/** After a reload, the previous page may keep its file open for a moment. */
async function opened(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const handle = await file.createSyncAccessHandle().catch(() => null);
    if (handle) return handle;
    await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS));
  }
  return file.createSyncAccessHandle();
}

/** Removes the least recently written copies; an open one stays. */
async function makeRoom(folder: FileSystemDirectoryHandle, own: string): Promise<void> {
  const files: File[] = [];
  for await (const handle of folder.values()) {
    if (handle.kind === "file" && handle.name !== own) files.push(await handle.getFile());
  }
  let used = files.reduce((sum, file) => sum + file.size, 0);
  for (const file of files.sort((a, b) => a.lastModified - b.lastModified)) {
    if (used <= MAX_TOTAL - MAX_COPY) return;
    used -= file.size;
    await folder.removeEntry(file.name).catch(() => undefined);
  }
}

/** The copy is written in parts after a delay, so that reading and rendering come first. */
const WRITE_BYTES = 2 << 20;
const WRITE_DELAY_MS = 250;

/** Updates the local copy of an output with its bytes. */
export class WorkerCopy {
  readonly #store: LineStore;
  #copy: LocalCopy | null = null;
  #held: Uint8Array[] = [];
  #opening: Promise<void> | undefined;
  #writing: ReturnType<typeof setTimeout> | undefined;

  constructor(store: LineStore) {
    this.#store = store;
  }

  /**
   * Reads the stored copy; its bytes are held until `release`, when the server has granted access. Returns the offset
   * to continue at.
   */
  async open(name: string): Promise<number> {
    this.#opening ??= this.#read(name);
    await this.#opening;
    const held = this.#held.reduce((sum, part) => sum + part.length, 0);
    return this.#store.bytes.length + held;
  }

  async #read(name: string): Promise<void> {
    this.#copy = await LocalCopy.open(name);
    this.#held = this.#copy ? [...this.#copy.read()] : [];
  }

  /** Returns the held bytes, once. */
  release(): Uint8Array[] {
    return this.#held.splice(0);
  }

  /** Called when there are new bytes. */
  onGrow(): void {
    if (this.#copy) this.#writing ??= setTimeout(() => this.#write(), WRITE_DELAY_MS);
  }

  /** Deletes a copy that is wrong or not accessible. */
  drop(): void {
    this.#held = [];
    this.#copy?.clear();
    this.close();
  }

  close(): void {
    clearTimeout(this.#writing);
    this.#copy?.close();
    this.#copy = null;
  }

  #write(): void {
    this.#writing = undefined;
    if (!this.#copy) return;
    const from = this.#copy.length;
    const part = this.#store.bytes.slice(from, from + WRITE_BYTES);
    if (part.length > 0 && this.#copy.append(part)) this.onGrow();
  }
}
