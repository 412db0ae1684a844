import type { Escape } from "./escapes";
import { type Color, PLAIN, RGB, type Style, sameStyle } from "./style";

const FLAGS: Record<number, Partial<Style>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  8: { conceal: true },
  9: { strike: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  28: { conceal: false },
  29: { strike: false },
  39: { fg: null },
  49: { bg: null },
  53: { overline: true },
  55: { overline: false },
};

/** The maximum length of a link's target. */
const MAX_LINK = 2_083;

/**
 * Caches of the style after each style and parameters, and of one object per distinct style: outputs use few styles
 * many times. Cleared at a size limit, as with gradients.
 */
const known = new Map<Style, Map<string, Style>>();
const equal = new Map<string, Style>();
const MAX_CACHED = 4_096;
let size = 0;

/** Returns the style after a control sequence: SGR sets colors and attributes, OSC 8 starts or ends a link. */
export function applyEscape(style: Style, { kind, final, parameters }: Escape): Style {
  if (kind === "csi") return final === "m" ? applySgr(style, parameters) : style;
  if (kind !== "osc" || !parameters.startsWith("8;")) return style;
  const target = parameters.slice(parameters.indexOf(";", 2) + 1);
  const link = target === "" || target.length > MAX_LINK ? null : target;
  if (link === style.link) return style;
  return interned({ ...style, link });
}

/** Returns the style after an SGR sequence (`ESC [ parameters m`). Unknown parameters are ignored. */
export function applySgr(style: Style, parameters: string): Style {
  const before = known.get(style)?.get(parameters);
  if (before) return before;
  if (size >= MAX_CACHED) {
    known.clear();
    size = 0;
  }
  const next = interned(read(style, parameters));
  const after = known.get(style) ?? new Map<string, Style>();
  known.set(style, after.set(parameters, next));
  size += 1;
  return next;
}

/** Returns the shared object of all styles equal to this one. */
function interned(style: Style): Style {
  if (sameStyle(style, PLAIN)) return PLAIN;
  const key = Object.values(style).join();
  const before = equal.get(key);
  if (before) return before;
  if (equal.size >= MAX_CACHED) equal.clear();
  equal.set(key, style);
  return style;
}

function read(style: Style, parameters: string): Style {
  const groups = parameters.split(";");
  let next = style;
  for (let at = 0; at < groups.length; at += 1) {
    const [head = "", ...subs] = (groups[at] ?? "").split(":");
    const code = head === "" ? 0 : Number(head);
    if (code === 38 || code === 48 || code === 58) {
      const joined = subs.length > 0;
      const { color, used } = extendedColor(joined ? subs : groups.slice(at + 1), joined);
      // 58 is the color of the underline, which is rendered in the text's color.
      if (color !== null && code !== 58) next = { ...next, ...(code === 38 ? { fg: color } : { bg: color }) };
      if (!joined) at += used;
    } else if (code === 4 && subs[0] === "0") {
      next = { ...next, underline: false };
    } else {
      next = basic(next, code);
    }
  }
  return next;
}

function basic(style: Style, code: number): Style {
  if (code === 0) return { ...PLAIN, link: style.link };
  if (code >= 30 && code <= 37) return { ...style, fg: code - 30 };
  if (code >= 40 && code <= 47) return { ...style, bg: code - 40 };
  if (code >= 90 && code <= 97) return { ...style, fg: code - 90 + 8 };
  if (code >= 100 && code <= 107) return { ...style, bg: code - 100 + 8 };
  const flags = FLAGS[code];
  return flags ? { ...style, ...flags } : style;
}

/** `5;n` and `2;r;g;b`; with colons, a color space may precede red. */
function extendedColor(parts: string[], joined: boolean): { color: Color | null; used: number } {
  if (parts[0] === "5") return { color: paletteColor(byte(parts[1])), used: 2 };
  if (parts[0] !== "2") return { color: null, used: 1 };
  const first = joined && parts.length > 4 ? 2 : 1;
  const [red, green, blue] = parts.slice(first, first + 3).map(byte);
  if (red == null || green == null || blue == null) return { color: null, used: 4 };
  return { color: RGB + red * 0x10000 + green * 0x100 + blue, used: 4 };
}

function byte(text: string | undefined): number | null {
  const value = text === undefined || text === "" ? 0 : Number(text);
  return Number.isInteger(value) && value >= 0 && value <= 255 ? value : null;
}

/** xterm's 256 colors: 16 of the palette, a cube of 6 × 6 × 6, 24 greys. */
function paletteColor(index: number | null): Color | null {
  if (index === null || index < 16) return index;
  if (index >= 232) return RGB + (8 + (index - 232) * 10) * 0x10101;
  const cube = index - 16;
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  return (
    RGB + level(Math.floor(cube / 36)) * 0x10000 + level(Math.floor(cube / 6) % 6) * 0x100 + level(cube % 6)
  );
}
