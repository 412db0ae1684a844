import { RGB, type Style } from "@/lib/output/style";

const FLAGS = ["bold", "dim", "italic", "underline", "strike"] as const;

/**
 * Classes of a run of output (output.css). On a coloured background the text is always the theme's paper or black
 * or white, whichever can be read: the pair a tool chose was meant for another background.
 */
export function runClass(style: Style): string {
  const classes: string[] = FLAGS.filter((flag) => style[flag]).map((flag) => `o-${flag}`);
  const bg = style.inverse ? style.fg : style.bg;
  const fg = style.inverse ? style.bg : style.fg;
  if (bg !== null) classes.push(bg < RGB ? `o-b${bg}` : colorClass("b", bg - RGB));
  else if (style.inverse) classes.push("o-inverse");
  else if (fg !== null) classes.push(fg < RGB ? `o-f${fg}` : colorClass("f", fg - RGB));
  return classes.join(" ");
}

const known = new Set<string>();
let sheet: CSSStyleSheet | undefined;

/** One rule per colour in a stylesheet made here: a style attribute would not pass the content policy. */
function colorClass(kind: "f" | "b", rgb: number): string {
  const hex = rgb.toString(16).padStart(6, "0");
  const name = `o-${kind}-${hex}`;
  if (known.has(name)) return name;
  known.add(name);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(sheet);
  }
  sheet.insertRule(kind === "f" ? foreground(name, hex) : background(name, hex, rgb));
  return name;
}

/** The hue stays; its lightness moves to where it can be read on our background. */
function foreground(name: string, hex: string): string {
  const light = `oklch(from #${hex} min(l, 0.54) min(c, 0.17) h)`;
  const dark = `oklch(from #${hex} max(l, 0.7) min(c, 0.17) h)`;
  return `.${name} { color: light-dark(${light}, ${dark}); }`;
}

function background(name: string, hex: string, rgb: number): string {
  const luminance = 0.299 * (rgb >> 16) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255);
  return `.${name} { background-color: #${hex}; color: ${luminance > 140 ? "#000" : "#fff"}; }`;
}
