import { type Escape, isIntroducer, readEscape, unfinished } from "./escapes";
import { Row } from "./row";
import { applyEscape } from "./sgr";
import type { Style } from "./style";
import { StyledText, StyleTable } from "./styled-text";
import { cellsOf } from "./width";

/** The DEC line drawing characters that replace ASCII from 0x60 on. */
const DEC_GRAPHICS: readonly number[] = [..."◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·"].map((character) =>
  character.charCodeAt(0),
);

/** The maximum column of a move to the right; a terminal would stop at its edge. */
const MAX_COLUMN = 1_000;
const TAB = 8;
/** No screen has more rows: a longer move up goes to its top. */
export const MAX_ROWS = 200;

/**
 * A terminal screen for a part of an output: as many rows as line feeds, of any width, because the size of the
 * program's terminal is unknown. The text may be split anywhere.
 */
export class Screen {
  readonly #rows = [new Row()];
  readonly #table = new StyleTable();
  #style: Style;
  #number = 0;
  #row = 0;
  #column = 0;
  #saved: { column: number; style: Style } | null = null;
  /** True for those of G0 and G1 that are the line drawing characters; `#set` is the one in use. */
  #graphics = [false, false];
  #set = 0;
  /** The previous character, for the sequence that repeats it. */
  #last = "";
  #held = "";

  constructor(style: Style) {
    this.#style = style;
    this.#number = this.#table.numberOf(style);
  }

  /** Returns the content of a row, counted from 0. */
  line(row: number): StyledText {
    return this.#rows[row]?.read(this.#table) ?? new StyledText();
  }

  write(text: string): void {
    // Joined, because V8 reads a concatenated string by index very slowly.
    const raw = this.#held === "" ? text : [this.#held, text].join("");
    this.#held = "";
    for (let at = 0; at < raw.length; ) {
      const code = raw.charCodeAt(at);
      if (isIntroducer(code)) {
        const sequence = readEscape(raw, at);
        if (sequence.end >= raw.length && sequence.kind !== "csi") {
          this.#held = unfinished(raw.slice(at));
          return;
        }
        this.#control(sequence);
        at = sequence.end;
      } else if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
        this.#execute(code);
        at += 1;
      } else if (code < 0x7f) {
        this.#ascii(code);
        at += 1;
      } else {
        const character = String.fromCodePoint(raw.codePointAt(at) ?? 0);
        this.#print(character);
        at += character.length;
      }
    }
  }

  get #current(): Row {
    let row = this.#rows[this.#row];
    if (!row) {
      row = new Row();
      this.#rows[this.#row] = row;
    }
    return row;
  }

  #ascii(code: number): void {
    const rendered = this.#graphics[this.#set] ? (DEC_GRAPHICS[code - 0x60] ?? code) : code;
    this.#current.put(this.#column, rendered, this.#number, false);
    this.#column += 1;
    this.#last = String.fromCharCode(rendered);
  }

  #print(character: string): void {
    const cells = cellsOf(character);
    if (cells === 0) {
      this.#current.join(this.#column, character);
      if (this.#last !== "") this.#last += character;
      return;
    }
    this.#current.put(this.#column, character.codePointAt(0) ?? 0, this.#number, cells === 2);
    this.#column += cells;
    this.#last = character;
  }

  #execute(code: number): void {
    this.#last = "";
    if (code === 0x0d) this.#column = 0;
    else if (code === 0x08) this.#column = Math.max(0, this.#column - 1);
    else if (code === 0x09) this.#column = (Math.floor(this.#column / TAB) + 1) * TAB;
    else if (code === 0x0e) this.#set = 1;
    else if (code === 0x0f) this.#set = 0;
    else if (code >= 0x0a && code <= 0x0c) this.#feed();
  }

  #feed(): void {
    this.#row += 1;
    this.#column = 0;
    // Equal to the rendering of separate lines.
    this.#graphics = [false, false];
    this.#set = 0;
    this.#saved = null;
    if (!this.#rows[this.#row]) this.#rows[this.#row] = new Row();
  }

  #control(sequence: Escape): void {
    const last = this.#last;
    this.#last = "";
    const { kind, final } = sequence;
    if (kind === "escape") this.#escape(final);
    else if (kind === "csi" && final === "b") this.#repeat(last, countOf(sequence));
    else if (kind === "csi" && final !== "m") this.#move(final, countOf(sequence), sequence);
    else {
      this.#style = applyEscape(this.#style, sequence);
      this.#number = this.#table.numberOf(this.#style);
    }
  }

  #escape(final: string): void {
    if (final === "7") this.#saved = { column: this.#column, style: this.#style };
    else if (final === "8") this.#restore();
    else if (final === "M") this.#up(1);
    else if (final.startsWith("(")) this.#graphics[0] = final === "(0";
    else if (final.startsWith(")")) this.#graphics[1] = final === ")0";
  }

  #restore(): void {
    if (!this.#saved) return;
    this.#column = this.#saved.column;
  }

  /** Repeats a character with its combining marks. */
  #repeat(characters: string, count: number): void {
    for (let left = characters === "" ? 0 : count; left > 0; left -= 1) {
      for (const character of characters) this.#print(character);
    }
    this.#last = "";
  }

  #move(final: string, count: number, { parameters }: Escape): void {
    const row = this.#current;
    const given = Number.parseInt(parameters, 10) || 0;
    if (final === "K") this.#erase(given);
    else if (final === "J") this.#eraseScreen(given);
    else if (final === "G" || final === "`") this.#column = count - 1;
    else if (final === "C" || final === "a") this.#right(this.#column + count);
    else if (final === "D") this.#column = Math.max(0, this.#column - count);
    else if (final === "I") this.#right((Math.floor(this.#column / TAB) + count) * TAB);
    else if (final === "Z") this.#column = Math.max(0, (Math.ceil(this.#column / TAB) - count) * TAB);
    else if (final === "X") row.blank(this.#column, this.#column + count);
    else if (final === "P") row.remove(this.#column, count);
    else if (final === "@") row.insert(this.#column, count);
    else if (final === "s") this.#saved = { column: this.#column, style: this.#style };
    else if (final === "u") this.#restore();
    else if (final === "A") this.#up(given || 1);
    else if (final === "B") this.#down(count);
    else if (final === "E" || final === "F") {
      this.#column = 0;
      if (final === "E") this.#down(count);
      else this.#up(given || 1);
    }
  }

  #right(to: number): void {
    this.#column = Math.max(this.#column, Math.min(to, MAX_COLUMN));
  }

  #up(rows: number): void {
    this.#row = rows > MAX_ROWS ? 0 : Math.max(0, this.#row - rows);
  }

  #down(rows: number): void {
    this.#row = Math.min(this.#rows.length - 1, this.#row + rows);
  }

  #erase(what: number): void {
    const row = this.#current;
    if (what === 0) row.eraseFrom(this.#column);
    else if (what === 1) row.blank(0, this.#column + 1);
    else if (what === 2) row.eraseFrom(0);
  }

  #eraseScreen(what: number): void {
    if (what > 2) return;
    this.#erase(what);
    const [from, to] = what === 1 ? [0, this.#row] : [this.#row + 1, this.#rows.length];
    for (let at = what === 2 ? 0 : from; at < to; at += 1) {
      if (at !== this.#row) this.#rows[at] = new Row();
    }
  }
}

function countOf({ parameters }: Escape): number {
  return Math.min(Math.max(Number.parseInt(parameters, 10) || 0, 1), MAX_COLUMN);
}
