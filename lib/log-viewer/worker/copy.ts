import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { LocalCopy } from "./local-copy";

/** The copy is written in parts, in pauses, so that reading and rendering come first. In bytes and ms. */
const PART = 2 << 20;
const PAUSE = 250;

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
    if (this.#copy) this.#writing ??= setTimeout(() => this.#write(), PAUSE);
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
    const part = this.#store.bytes.slice(from, from + PART);
    if (part.length > 0 && this.#copy.append(part)) this.onGrow();
  }
}
