import { el, type Piece } from "./tree";

/** Returns a name that is truncated in the middle: the part up to a hyphen near the middle shrinks, the end stays. */
export function appName(app: string, classes = ""): Piece {
  const [start, end] = parts(app);
  return el(
    `span.name${classes}`,
    { key: app },
    el("span.start", start),
    end === "" ? null : el("span.end", end),
  );
}

/** Splits a name at the first hyphen that leaves an end of at most 15 letters. */
export function parts(app: string): [start: string, end: string] {
  const cuts = [...app].flatMap((letter, index) => (letter === "-" ? [index] : []));
  const at = cuts.find((index) => index > 0 && app.length - index <= 15 && index >= 3);
  return at === undefined ? [app, ""] : [app.slice(0, at), app.slice(at)];
}
