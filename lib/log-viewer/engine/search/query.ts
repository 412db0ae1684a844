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

/** Characters that have more than one encoding. */
const PARTS =
  /\P{M}\p{M}+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]|[\u0340-\u{10ffff}]/gu;
const MAY_DIFFER = /[\u0300-\uffff]/;

/** A part of a text that differs from its normal form; offsets and lengths in UTF-16 units. */
type Change = { normalAt: number; normalLength: number; at: number; length: number };

/** A text in Unicode's composed form (NFC). `placeOf` maps its offsets to those of the original text. */
type NormalForm = { text: string; placeOf(at: number): number };

/** Returns the composed form of a text, or null if the text is composed already. */
export function normalForm(text: string): NormalForm | null {
  if (!MAY_DIFFER.test(text) || text.normalize("NFC") === text) return null;
  const changes: Change[] = [];
  let shift = 0;
  const normal = text.replace(PARTS, (part: string, at: number) => {
    const composed = part.normalize("NFC");
    // The few characters that compose to ASCII stay, because a search by bytes does not find them.
    if (composed === part || (part.length === 1 && composed < "\x80")) return part;
    changes.push({ normalAt: at - shift, normalLength: composed.length, at, length: part.length });
    shift += part.length - composed.length;
    return composed;
  });
  return { text: normal, placeOf: (at) => placeOf(at, changes) };
}

function placeOf(at: number, changes: readonly Change[]): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.normalAt ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const before = changes[low - 1];
  if (!before) return at;
  const beyond = at - before.normalAt - before.normalLength;
  // An offset within a composed letter maps to the letter's end.
  return before.at + before.length + Math.max(0, beyond);
}
