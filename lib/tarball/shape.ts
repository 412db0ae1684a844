import { type Detected, detect, isMarker } from "./detect";

/**
 * Detects from the paths of a tarball, in any order, the folder that wraps everything (a build removes it; GitHub's
 * archives have one) and the marker files at the top.
 */
export class Shape {
  #first: string | null = null;
  #wrapped = true;
  #deep = false;
  #beside = 0;
  readonly #top = new Set<string>();
  readonly #second = new Set<string>();

  /** Records the path of one entry. */
  add(parts: string[], isFolder: boolean): void {
    const [first, second] = parts;
    if (first === undefined) return;
    if (isMacMetadata(first)) {
      if (!isFolder) this.#beside++;
      return;
    }
    this.#first ??= first;
    if (first !== this.#first || (parts.length === 1 && !isFolder)) this.#wrapped = false;
    if (isFolder) return;
    if (second !== undefined) this.#deep = true;
    if (parts.length === 1 && isMarker(first)) this.#top.add(first);
    if (parts.length === 2 && first === this.#first && second && isMarker(second)) this.#second.add(second);
  }

  /** The folder that wraps everything, or null. */
  get wrapping(): string | null {
    return this.#wrapped && this.#deep ? this.#first : null;
  }

  /** The number of macOS metadata files beside the wrapping folder; a build removes them with it. */
  get beside(): number {
    return this.wrapping === null ? 0 : this.#beside;
  }

  get detected(): Detected {
    return detect(this.wrapping === null ? this.#top : this.#second);
  }
}

/** True for macOS metadata, which does not count as content. */
export function isMacMetadata(name: string): boolean {
  return name.startsWith("._") || name === ".DS_Store" || name === "__MACOSX";
}
