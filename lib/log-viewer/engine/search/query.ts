import { normalForm } from "./normal-form";

/** What is looked for in an output. */
export type Query = { text: string; matchCase: boolean; wholeWord: boolean; regexp: boolean };

/** Places of a text within a line: UTF-16 columns from 0. */
export type Mark = { from: number; to: number };

/** What a word is made of, in any script. */
const IN_WORD = "[\\p{L}\\p{M}\\p{N}_]";
/** For patterns that are valid only without the flags u and v, which know no \p. */
const IN_WORD_PLAIN = "[\\w\\u00aa-\\u1fff\\u2c00-\\uffff]";

/**
 * The expression of a query; null when it is not one. The text of a plain query is taken as it is, its blanks also
 * stand for no-break spaces. Use it with `marksIn`, which looks in the composed form of a line.
 */
export function expressionOf(query: Query): RegExp | null {
  const text = query.text.normalize("NFC");
  if (!query.regexp)
    return new RegExp(bounded(plainSource(text, query), query, IN_WORD), flagsOf(text, query));
  const flags = query.matchCase ? "g" : "gi";
  // The strictest reading that the pattern allows is the one that knows most of Unicode.
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
  // With the flag i, Unicode takes letters for ASCII that a search by bytes does not: ſ for s, the sign for kelvin.
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

/** Where an expression (with the flag g) matches in a line, in its composed form; empty matches are none. */
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
