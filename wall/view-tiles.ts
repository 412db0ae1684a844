import { glyph } from "./glyph";
import type { Item } from "./items";
import { counter, pastTense, pointInTime, span } from "./time-format";
import { el, type VirtualElement } from "./tree";

/** Returns a problem, as wide as the screen. An unreadable app is one too, in grey. */
export function problemView(
  item: Item,
  at: { now: number; compact: boolean; width: number },
): VirtualElement {
  const { now, compact } = at;
  const { tile, look } = item;
  const grey = look === "stale" || look === "unknown";
  const facts = [
    versionOrCommit(item),
    ...(grey ? [readAge(item, now)] : [tile.running, span(now - Date.parse(tile.since)), tile.who]),
  ];
  const size = compact ? 4.6 : 6.4;
  return el(
    `div.problem${grey ? ".grey" : ""}${compact ? ".compact" : ""}`,
    { key: tile.id, vars: { "--name": `${fitted(tile.app.length, size, at.width)}vmin` } },
    glyph(look),
    appName(tile.app),
    el("div.word", wordOf(item, now)),
    el("div.facts", ...join([tile.hold ? "lock" : null, ...facts])),
    tile.error && !grey ? el("div.error", tile.error) : null,
  );
}

/** Returns a running build or release: a bar that fills in proportion to its usual duration. */
export function runningView({ item, now }: { item: Item; now: number }): VirtualElement {
  const { tile, look } = item;
  const grey = look !== "live";
  const spent = Math.max(0, now - Date.parse(tile.since));
  const usual = tile.expected_ms;
  const share = grey || !usual ? 0 : Math.min(1, spent / usual);
  const time = usual ? `${counter(spent)} of ${counter(usual)}` : counter(spent);
  return el(
    `div.running${grey ? ".grey" : ""}${item.old ? ".still" : ""}`,
    { key: tile.id, vars: { "--share": share.toFixed(3) } },
    el("div.fill"),
    glyph(look),
    appName(tile.app),
    el("div.who", ...join([versionOrCommit(item), tile.who])),
    el("div.word", wordOf(item, now)),
    el(
      "div.time",
      item.dynosAt !== null && look === "unknown" ? null : grey || item.old ? readAge(item, now) : time,
    ),
  );
}

/** Returns an app that needs no attention: one quiet line. */
export function calmView({ item, now, last }: { item: Item; now: number; last: boolean }): VirtualElement {
  const { tile, look } = item;
  const word = look === "warn" || look === "canceled" || look === "unknown" ? wordOf(item, now) : null;
  const age = item.old && look !== "stale" ? `${span(item.age)} old` : span(now - Date.parse(tile.since));
  return el(
    `div.calm.${look}${last ? ".last" : ""}`,
    { key: tile.id },
    glyph(look),
    appName(tile.app),
    el("div.facts", ...join([tile.hold ? "lock" : null, word, version(item), word ? null : age])),
  );
}

/** Returns "v32", or the commit of a build without a release. */
function versionOrCommit({ tile }: Item): string | null {
  if (tile.version !== null) return version({ tile });
  return tile.commit ? tile.commit.slice(0, 7) : null;
}

function version({ tile }: Pick<Item, "tile">): string | null {
  return tile.version === null ? null : `v${tile.version}`;
}

/** "crashed 1/2 at 14:02": the state, with the time of dynos that were read too long ago. */
function wordOf({ tile, look, dynosAt }: Item, now: number): string {
  if (look === "stale") return pastTense(tile.word);
  return dynosAt === null ? tile.word : `${tile.word} at ${pointInTime(dynosAt, now)}`;
}

function readAge({ tile, look, age }: Item, now: number): string {
  const at = Date.parse(tile.read_at);
  if (at <= 0) return "never read";
  if (look === "live") return `${span(age)} old`;
  return look === "unknown" ? `last seen ${pointInTime(at, now)}` : `at ${pointInTime(at, now)}`;
}

/** Returns facts separated by dots; "lock" becomes its glyph. */
function join(facts: (string | null)[]): VirtualElement[] {
  const shown = facts.filter((fact): fact is string => fact !== null && fact !== "");
  return shown.flatMap((fact, index) => {
    const piece = fact === "lock" ? glyph("lock") : el("span", fact);
    return index === 0 || shown[index - 1] === "lock" ? [piece] : [el("span.dot", " · "), piece];
  });
}

/** Returns the size in vmin at which `letters` fit into `width` vmin, at least three quarters of `size`. */
function fitted(letters: number, size: number, width: number): number {
  return Math.max(size * 0.75, Math.min(size, width / (letters * 0.525)));
}

/** Returns a name that is truncated in the middle: the part up to a hyphen near the middle shrinks, the end stays. */
export function appName(app: string, classes = ""): VirtualElement {
  const [start, end] = parts(app);
  return el(
    `span.name${classes}`,
    { key: app },
    el("span.start", start),
    end === "" ? null : el("span.end", end),
  );
}

/** Splits a name at the first hyphen that leaves an end of at most 15 letters. */
function parts(app: string): [start: string, end: string] {
  const cuts = [...app].flatMap((letter, index) => (letter === "-" ? [index] : []));
  const at = cuts.find((index) => index > 0 && app.length - index <= 15 && index >= 3);
  return at === undefined ? [app, ""] : [app.slice(0, at), app.slice(at)];
}
