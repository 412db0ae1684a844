/** What is looked for in an output. */
export type Query = { text: string; matchCase: boolean; wholeWord: boolean; regexp: boolean };

/** Places of a text within a line: UTF-16 columns from 0. */
export type Mark = { from: number; to: number };

/** The expression of a query; null when it is not one. The text of a plain query is taken as it is. */
export function expressionOf({ text, matchCase, wholeWord, regexp }: Query): RegExp | null {
  const source = regexp ? `(?:${text})` : text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  // What is no ASCII counts as a letter.
  const bounded = wholeWord ? `(?<![\\w\\u0080-\\uffff])${source}(?![\\w\\u0080-\\uffff])` : source;
  try {
    return new RegExp(bounded, matchCase ? "g" : "gi");
  } catch {
    return null;
  }
}

/** Where an expression (with the flag g) matches in a line; empty matches are none. */
export function marksIn(text: string, expression: RegExp): Mark[] {
  const marks: Mark[] = [];
  expression.lastIndex = 0;
  for (let found = expression.exec(text); found !== null; found = expression.exec(text)) {
    const length = found[0].length;
    if (length === 0) expression.lastIndex += 1;
    else marks.push({ from: found.index, to: found.index + length });
  }
  return marks;
}
