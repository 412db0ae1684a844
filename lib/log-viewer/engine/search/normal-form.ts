/** Characters that have more than one encoding. */
const PARTS =
  /\P{M}\p{M}+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]|[\u0340-\u{10ffff}]/gu;
const MAY_DIFFER = /[\u0300-\uffff]/;

/** A part of a text that differs from its normal form; offsets and lengths in UTF-16 units. */
type Change = { normalAt: number; normalLength: number; at: number; length: number };

/** A text in Unicode's composed form (NFC). `placeOf` maps its offsets to those of the original text. */
export type NormalForm = { text: string; placeOf(at: number): number };

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
