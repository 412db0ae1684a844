import { normalForm } from "./normal-form";

/** A search query. */
export type Query = { text: string; matchCase: boolean; wholeWord: boolean; regexp: boolean };

/** A range within a line, in UTF-16 units from 0. */
export type Mark = { from: number; to: number };

/** The characters of a word, in any script. */
const IN_WORD = "[\\p{L}\\p{M}\\p{N}_]";
/** For patterns that are valid only without the flags u and v, where \p is not available. */
const IN_WORD_PLAIN = "[\\w\\u00aa-\\u1fff\\u2c00-\\uffff]";

/**
 * Returns the expression of a query, or null if its pattern is invalid. Plain text is literal, and its blanks also
 * match no-break spaces. Use it with `marksIn`, which searches the composed form of a line.
 */
export function expressionOf(query: Query): RegExp | null {
  const text = query.text.normalize("NFC");
  if (!query.regexp)
    return new RegExp(bounded(plainSource(text, query), query, IN_WORD), flagsOf(text, query));
  const flags = query.matchCase ? "g" : "gi";
  // The strictest valid mode supports Unicode best.
  for (const mode of ["v", "u", ""]) {
    try {
      const word = mode === "" ? IN_WORD_PLAIN : IN_WORD;
      return new RegExp(bounded(`(?:${text})`, query, word), `${flags}${mode}`);
    } catch {
      // Not a pattern in this mode.
    }
  }
  return null;
}

function bounded(source: string, { wholeWord }: Query, word: string): string {
  return wholeWord ? `(?<!${word})${source}(?!${word})` : source;
}

function plainSource(text: string, query: Query): string {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  // With the flag i, Unicode folds letters to ASCII that a search by bytes does not: ſ to s, the kelvin sign to k.
  const cased = query.matchCase || !isAscii(text) ? escaped : escaped.replace(/[a-z]/gi, bothCases);
  return cased.replace(/[ \u00a0]/g, "[ \\u00a0]");
}

function bothCases(letter: string): string {
  return `[${letter.toLowerCase()}${letter.toUpperCase()}]`;
}

function flagsOf(text: string, { matchCase }: Query): string {
  return matchCase || isAscii(text) ? "gv" : "giv";
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** Returns the non-empty matches of an expression (with the flag g) in the composed form of a line. */
export function marksIn(line: string, expression: RegExp): Mark[] {
  const normal = normalForm(line);
  const text = normal?.text ?? line;
  const marks: Mark[] = [];
  expression.lastIndex = 0;
  for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
    const [match] = found;
    const from = found.index;
    const to = from + match.length;
    if (match === "") expression.lastIndex += (text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1;
    else marks.push(normal ? { from: normal.placeOf(from), to: normal.placeOf(to) } : { from, to });
  }
  return marks;
}
