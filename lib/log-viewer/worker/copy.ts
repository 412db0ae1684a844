import type { LineStore } from "@/lib/log-viewer/engine/bytes/line-store";
import { LocalCopy } from "./local-copy";

/** The copy is written in parts, in pauses: reading and drawing come first. In bytes and ms. */
const PART = 2 << 20;
const PAUSE = 250;

/** Keeps the local copy of an output up with its bytes. */
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
   * Reads what this browser kept, and holds it back until the server has said that this reader may see it. Gives
   * the byte to go on at.
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

  /** What was held back; nothing the second time. */
  release(): Uint8Array[] {
    return this.#held.splice(0);
  }

  /** There are new bytes to keep. */
  grown(): void {
    if (this.#copy) this.#writing ??= setTimeout(() => this.#write(), PAUSE);
  }

  /** What is kept is wrong, or not for this reader. */
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
    if (part.length > 0 && this.#copy.append(part)) this.grown();
  }
}
