import type { ShownLine } from "@/lib/log-viewer/engine/lines/line-rows";
import type { Mark } from "@/lib/log-viewer/engine/search/query";
import { PLAIN, RGB, type Style, sameStyle } from "@/lib/log-viewer/engine/terminal/style";
import { boxed } from "@/lib/log-viewer/engine/terminal/width";

const ARROW = /^(?:remote: )?(?:-{5}>|={3,5}>)(?= )/;
const WARNING = /^ {0,2}!(?= )/;

/** `link`: the target of the program's link, or null. */
type StyledSpan = { text: string; classes: string; color: string | null; link: string | null };

/** Returns a line's text as nodes, never as markup. `current`: the index of the current mark, or -1. */
export function contentOf({ runs, marks }: ShownLine, current: number): Node[] {
  const nodes: Node[] = [];
  let column = 0;
  for (const { text, classes, color, link } of piecesOf(runs)) {
    const rendered = marked(text, column, marks, current);
    const inside = link === null ? rendered : [linked(link, rendered)];
    column += text.length;
    if (classes === "") nodes.push(...inside);
    else {
      const span = element("span", classes, inside);
      // Set by script, because the content security policy blocks style attributes in markup.
      if (color !== null) span.style.setProperty("--run", color);
      nodes.push(span);
    }
  }
  return nodes;
}

function piecesOf(runs: ShownLine["runs"]): StyledSpan[] {
  const [first] = runs;
  if (first && runs.length === 1 && sameStyle(first.style, PLAIN)) {
    const arrow = ARROW.exec(first.text)?.[0].length;
    if (arrow) return cut(first.text, arrow, "o-f5", "o-bold");
    const warning = WARNING.exec(first.text)?.[0].length;
    if (warning) return cut(first.text, warning, "o-f3 font-semibold", "text-ink");
  }
  return runs.map((run) => ({ text: run.text, ...runClasses(run.style), link: run.style.link }));
}

function cut(text: string, at: number, head: string, tail: string): StyledSpan[] {
  return [
    { text: text.slice(0, at), classes: head, color: null, link: null },
    { text: text.slice(at), classes: tail, color: null, link: null },
  ];
}

/** Renders a link of the program: web pages are links, other targets are titles. */
function linked(target: string, inside: Node[]): HTMLElement {
  if (!/^https?:\/\//i.test(target)) {
    const span = element("span", "o-link", inside);
    span.title = target;
    return span;
  }
  const link = element("a", "o-link", inside);
  link.href = target;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.title = target;
  return link;
}

function marked(text: string, column: number, marks: readonly Mark[], current: number): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  marks.forEach((mark, index) => {
    const from = Math.max(mark.from - column, at);
    const to = Math.min(mark.to - column, text.length);
    if (to <= from) return;
    nodes.push(...characters(text.slice(at, from)));
    const className = index === current ? "bg-find-current text-on-find-current" : "bg-find text-ink";
    nodes.push(element("mark", className, characters(text.slice(from, to))));
    at = to;
  });
  nodes.push(...characters(text.slice(at)));
  return nodes;
}

/**
 * Returns text nodes. A character that the font may lack is in a box of whole columns, a word of a joining script in
 * one.
 */
function characters(text: string): Node[] {
  if (text === "") return [];
  return boxed(text).map((piece) => {
    const node = document.createTextNode(piece.text);
    return piece.className === "" ? node : element("span", piece.className, [node]);
  });
}

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  inside: Node[] = [],
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...inside);
  return made;
}

const FLAGS = ["bold", "dim", "italic", "underline", "strike", "overline", "conceal"] as const;

/** The CSS classes of a run (output.css), and its 24-bit color if no class has it. */
type RunClasses = { classes: string; color: string | null };

/**
 * Returns the look of a run. Text on a colored background is always the theme's paper, black or white, whichever is
 * readable: the tool's colors were chosen for another background.
 */
function runClasses(style: Style): RunClasses {
  const classes: string[] = FLAGS.filter((flag) => style[flag]).map((flag) => `o-${flag}`);
  const bg = style.inverse ? style.fg : style.bg;
  const fg = style.inverse ? style.bg : style.fg;
  let color: string | null = null;
  if (bg !== null && bg >= RGB) {
    color = hexOf(bg - RGB);
    classes.push(isLight(bg - RGB) ? "o-on-light" : "o-on-dark");
  } else if (bg !== null) classes.push(`o-b${bg}`);
  else if (style.inverse) classes.push("o-inverse");
  else if (fg !== null && fg >= RGB) {
    color = hexOf(fg - RGB);
    classes.push("o-rgb");
  } else if (fg !== null) classes.push(`o-f${fg}`);
  return { classes: classes.join(" "), color };
}

function hexOf(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, "0")}`;
}

function isLight(rgb: number): boolean {
  return 0.299 * (rgb >> 16) + 0.587 * ((rgb >> 8) & 255) + 0.114 * (rgb & 255) > 140;
}
