import { el, type Piece } from "./tree";

/** A name whose end stays when it is cut: the part up to a hyphen near the middle gives way. */
export function nameOf(app: string, classes = ""): Piece {
  const [start, end] = parts(app);
  return el(
    `span.name${classes}`,
    { key: app },
    el("span.start", start),
    end === "" ? null : el("span.end", end),
  );
}

/** Where a name may be cut: its end keeps at most 15 letters, from a hyphen on. */
export function parts(app: string): [start: string, end: string] {
  const cuts = [...app].flatMap((letter, index) => (letter === "-" ? [index] : []));
  const at = cuts.find((index) => index > 0 && app.length - index <= 15 && index >= 3);
  return at === undefined ? [app, ""] : [app.slice(0, at), app.slice(at)];
}
