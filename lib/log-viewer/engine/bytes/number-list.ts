/** A growing list of numbers in a typed array: offsets of lines, lines of matches. */
export class NumberList {
  #numbers: Float64Array<ArrayBuffer>;
  #length = 0;

  constructor(room = 256) {
    this.#numbers = new Float64Array(room);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const grown = new Float64Array(this.#length * 2);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[this.#length] = value;
    this.#length += 1;
  }

  /** Returns 0 beyond the end. */
  at(index: number): number {
    return index < this.#length ? (this.#numbers[index] ?? 0) : 0;
  }

  /** Truncates the list. */
  cut(length: number): void {
    this.#length = Math.min(this.#length, length);
  }

  slice(from: number, to = this.#length): Float64Array<ArrayBuffer> {
    return this.#numbers.slice(from, Math.min(to, this.#length));
  }

  /** Returns the number of entries that are at most `value`; the list must be ascending. */
  upTo(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? 0) <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
