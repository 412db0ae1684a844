import { RGB, type Style } from "@/lib/log-viewer/engine/terminal/style";

const FLAGS = ["bold", "dim", "italic", "underline", "strike", "overline", "conceal"] as const;

/** The CSS classes of a run (output.css), and its 24-bit colour if no class has it. */
export type RunClasses = { classes: string; colour: string | null };

/**
 * Returns the look of a run. Text on a coloured background is always the theme's paper, black or white, whichever is
 * readable: the tool's colours were chosen for another background.
 */
export function runClasses(style: Style): RunClasses {
  const classes: string[] = FLAGS.filter((flag) => style[flag]).map((flag) => `o-${flag}`);
  const bg = style.inverse ? style.fg : style.bg;
  const fg = style.inverse ? style.bg : style.fg;
  let colour: string | null = null;
  if (bg !== null && bg >= RGB) {
    colour = hexOf(bg - RGB);
    classes.push(isLight(bg - RGB) ? "o-on-light" : "o-on-dark");
  } else if (bg !== null) classes.push(`o-b${bg}`);
  else if (style.inverse) classes.push("o-inverse");
  else if (fg !== null && fg >= RGB) {
    colour = hexOf(fg - RGB);
    classes.push("o-rgb");
  } else if (fg !== null) classes.push(`o-f${fg}`);
  return { classes: classes.join(" "), colour };
}

function hexOf(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, "0")}`;
}

function isLight(rgb: number): boolean {
  return 0.299 * (rgb >> 16) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255) > 140;
}
