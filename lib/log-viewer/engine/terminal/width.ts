/** Ranges of characters that take two cells (Unicode East Asian Width W and F, and emoji presentation). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x23f0, 0x23f0],
  [0x23f3, 0x23f3],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x267f, 0x267f],
  [0x2693, 0x2693],
  [0x26a1, 0x26a1],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x26ce, 0x26ce],
  [0x26d4, 0x26d4],
  [0x26ea, 0x26ea],
  [0x26f2, 0x26f3],
  [0x26f5, 0x26f5],
  [0x26fa, 0x26fa],
  [0x26fd, 0x26fd],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x274e, 0x274e],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x27b0, 0x27b0],
  [0x27bf, 0x27bf],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2b55, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f1e6, 0x1f202],
  [0x1f210, 0x1f265],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Returns the number of terminal cells of a character. */
export function cellsOf(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  if (code < 0x1100) return 1;
  return WIDE.some(([low, high]) => code >= low && code <= high) ? 2 : 1;
}

/** `className`: CSS classes (output.css); "" for text in the font's own columns. */
export type TextSpan = { text: string; className: string };

/** For other characters the monospaced font may fall back to another font, whose widths shift the columns. */
const FOREIGN = /[^\p{ASCII}\u00a0-\u017f\u2010-\u2026\u2500-\u257f]/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

const RIGHT_TO_LEFT =
  "[[\\p{scx=Hebr}\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Thaa}\\p{scx=Nkoo}\\p{scx=Mand}\\p{scx=Samr}\\p{scx=Adlm}\\p{scx=Rohg}\\p{scx=Mong}]&&[\\p{L}\\p{M}]]";
/** Words of right-to-left or joining scripts, with the blanks and punctuation between them. */
const SCRIPT = new RegExp(`(${RIGHT_TO_LEFT}+(?:[\\p{Zs}\\p{P}]+${RIGHT_TO_LEFT}+)*)`, "v");
/** Scripts whose letters form clusters, wider or narrower than their parts. */
const CLUSTERS =
  /^[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}]/u;

/** Splits text so that each character the font may lack is a piece of its own, rendered in a box of whole columns. */
export function boxed(text: string): TextSpan[] {
  if (!FOREIGN.test(text)) return [{ text, className: "" }];
  return text.split(SCRIPT).flatMap((part, index) => {
    if (index % 2 === 1) return [{ text: part, className: "o-script" }];
    return part === "" ? [] : boxedGraphemes(part);
  });
}

function boxedGraphemes(text: string): TextSpan[] {
  const pieces: TextSpan[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const last = pieces.at(-1);
    if (FOREIGN.test(segment)) pieces.push({ text: segment, className: boxOf(segment) });
    else if (last?.className === "") last.text += segment;
    else pieces.push({ text: segment, className: "" });
  }
  return pieces;
}

function boxOf(grapheme: string): string {
  const characters = [...grapheme];
  if (CLUSTERS.test(grapheme)) {
    const cells = characters.reduce((sum, character) => sum + cellsOf(character), 0);
    return `o-box o-cluster o-box${Math.min(Math.max(cells, 1), 4)}`;
  }
  // U+FE0F selects the emoji's picture, which is wide.
  const wide = grapheme.includes("\ufe0f") || cellsOf(characters[0] ?? "") === 2;
  return wide ? "o-box o-box2" : "o-box";
}
