/** 0 to 15: a color of the palette. From RGB on: RGB plus 24 bits of red, green, blue. */
export type Color = number;
export const RGB = 0x1000000;

/** The style of a run (ECMA-48 SGR). */
export type Style = {
  readonly fg: Color | null;
  readonly bg: Color | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly inverse: boolean;
  readonly strike: boolean;
  readonly overline: boolean;
  /** Invisible (SGR 8). */
  readonly conceal: boolean;
  /** The target of a link (OSC 8), or null. */
  readonly link: string | null;
};

export const PLAIN: Style = Object.freeze({
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
  strike: false,
  overline: false,
  conceal: false,
  link: null,
});

export function sameStyle(a: Style, b: Style): boolean {
  return (
    a === b ||
    (a.fg === b.fg &&
      a.bg === b.bg &&
      a.bold === b.bold &&
      a.dim === b.dim &&
      a.italic === b.italic &&
      a.underline === b.underline &&
      a.inverse === b.inverse &&
      a.strike === b.strike &&
      a.overline === b.overline &&
      a.conceal === b.conceal &&
      a.link === b.link)
  );
}

/** A piece of a line in one style. */
export type Run = { text: string; style: Style };
export type RenderedLine = { text: string; runs: Run[] };
