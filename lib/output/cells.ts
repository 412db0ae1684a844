import type { Escape } from "./escapes";
import { PLAIN, type Style } from "./style";
import { cellsOf } from "./width";

/** A move to the right ends here: a terminal would stop at its edge. */
const MAX_COLUMN = 1_000;
const TAB = 8;

/** One row of a terminal: characters overwrite each other after a carriage return or a backspace. */
export class Cells {
  readonly characters: string[] = [];
  readonly styles: Style[] = [];
  #cursor = 0;

  write(character: string, style: Style): void {
    const cells = cellsOf(character);
    if (cells === 0) {
      const before = this.#cursor - 1 - (this.characters[this.#cursor - 1] === "" ? 1 : 0);
      if (before >= 0) this.characters[before] += character;
      return;
    }
    this.#pad(this.#cursor);
    this.#put(this.#cursor, character, style);
    if (cells === 2) this.#put(this.#cursor + 1, "", style);
    this.#cursor += cells;
  }

  tab(style: Style): void {
    const to = (Math.floor(this.#cursor / TAB) + 1) * TAB;
    while (this.#cursor < to) {
      if (this.#cursor >= this.characters.length) this.#put(this.#cursor, " ", style);
      this.#cursor += 1;
    }
  }

  carriageReturn(): void {
    this.#cursor = 0;
  }

  backspace(): void {
    this.#cursor = Math.max(0, this.#cursor - 1);
  }

  /** Erase and move within the line; moves between lines are left out, since lines are never drawn over. */
  control({ final, parameters }: Escape): void {
    const given = Number.parseInt(parameters, 10) || 0;
    const count = Math.min(Math.max(given, 1), MAX_COLUMN);
    if (final === "K") this.#erase(given === 1 ? 0 : given === 2 ? 0 : this.#cursor, given === 1);
    else if (final === "J") this.#erase(given === 0 ? this.#cursor : 0, given === 1);
    else if (final === "G" || final === "`") this.#cursor = count - 1;
    else if (final === "C") this.#cursor = Math.max(this.#cursor, Math.min(this.#cursor + count, MAX_COLUMN));
    else if (final === "D") this.#cursor = Math.max(0, this.#cursor - count);
    else if (final === "X") this.#blank(this.#cursor, this.#cursor + count);
    else if (final === "P") {
      this.characters.splice(this.#cursor, count);
      this.styles.splice(this.#cursor, count);
    }
  }

  #erase(from: number, onlyToCursor: boolean): void {
    if (onlyToCursor) {
      this.#blank(from, this.#cursor + 1);
      return;
    }
    this.#split(from);
    this.characters.length = Math.min(this.characters.length, from);
    this.styles.length = this.characters.length;
  }

  #blank(from: number, to: number): void {
    for (let at = from; at < Math.min(to, this.characters.length); at += 1) this.#put(at, " ", PLAIN);
  }

  #pad(to: number): void {
    while (this.characters.length < to) this.#put(this.characters.length, " ", PLAIN);
  }

  #put(at: number, character: string, style: Style): void {
    if (at < this.characters.length) {
      if (character !== "") this.#split(at);
      if (this.characters[at + 1] === "") this.characters[at + 1] = " ";
    }
    this.characters[at] = character;
    this.styles[at] = style;
  }

  /** Where the second half of a wide character is overwritten, its first half becomes a blank. */
  #split(at: number): void {
    if (this.characters[at] === "" && at > 0) this.characters[at - 1] = " ";
  }
}
