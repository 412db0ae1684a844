const NARROW = /[fijlrt1.-]/;
const WIDE = /[mw]/;

/** Returns the width of a text in average letters: "l" and "-" are about half of one, "m" is more than one. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += NARROW.test(letter) ? 0.55 : WIDE.test(letter) ? 1.45 : 1;
  return width;
}

/**
 * Cuts a long name in the middle at a hyphen, because the end of a name distinguishes apps:
 * "example-app-production-us" → "exa…-production-us". `max` counts average letters.
 */
export function cutName(name: string, max: number): string {
  if (widthOf(name) <= max) return name;
  for (let at = name.indexOf("-"); at !== -1; at = name.indexOf("-", at + 1)) {
    const tail = name.slice(at);
    const head = headWithin(name.slice(0, at), max - 1 - widthOf(tail));
    if (head.length >= 3) return `${head}…${tail}`;
  }
  const tail = name.slice(-Math.floor(max / 2));
  return `${headWithin(name, max - 1 - widthOf(tail))}…${tail}`;
}

function headWithin(text: string, width: number): string {
  let end = 0;
  while (end < text.length && widthOf(text.slice(0, end + 1)) <= width) end += 1;
  return text.slice(0, end);
}
