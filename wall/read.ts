import type { WallPromotion, WallState, WallTile } from "@/lib/schemas/wall";

/** Returns the value, or undefined if it is not of the kind. */
type Parse<T> = (given: unknown) => T | undefined;
type Shape = Record<string, Parse<unknown>>;
type Output<S extends Shape> = { [K in keyof S]: Exclude<ReturnType<S[K]>, undefined> };
type Fields = Record<string, unknown>;

const text: Parse<string> = (given) => (typeof given === "string" ? given : undefined);
const number: Parse<number> = (given) => (typeof given === "number" ? given : undefined);
const time: Parse<string> = (given) =>
  typeof given === "string" && Date.parse(given) >= 0 ? given : undefined;

const optional =
  <T>(parse: Parse<T>): Parse<T | null> =>
  (given) =>
    given === null || given === undefined ? null : parse(given);

const optionalText = optional(text);
const optionalTime = optional(time);

const oneOf =
  <T extends string>(...values: T[]): Parse<T> =>
  (given) =>
    values.find((value) => value === given);

const unparsedList: Parse<unknown[]> = (given) => (Array.isArray(given) ? given : undefined);

const list =
  <T>(parse: Parse<T>): Parse<T[]> =>
  (given) => {
    const items = unparsedList(given)?.map(parse);
    return items?.every((item) => item !== undefined) ? items : undefined;
  };

function object<S extends Shape>(shape: S): Parse<Output<S>> {
  const keys = Object.keys(shape);
  // The fields come from the parsers of the shape, so they have its types once none is undefined.
  const isComplete = (fields: Fields): fields is Output<S> & Fields =>
    keys.every((key) => fields[key] !== undefined);
  return (given) => {
    if (!isFields(given)) return undefined;
    const fields: Fields = {};
    for (const key of keys) fields[key] = shape[key]?.(given[key]);
    return isComplete(fields) ? fields : undefined;
  };
}

function isFields(given: unknown): given is Fields {
  return typeof given === "object" && given !== null;
}

const tileOf: Parse<WallTile> = object({
  id: text,
  app: text,
  kind: oneOf("bad", "live", "ok", "warn", "canceled", "unknown"),
  word: text,
  version: optional(number),
  commit: optionalText,
  running: optionalText,
  who: optionalText,
  since: time,
  expected_ms: optional(number),
  error: optionalText,
  stage: optionalText,
  hold: optionalText,
  read_at: time,
  dynos_read_at: optionalTime,
});

const promotionOf: Parse<WallPromotion> = object({
  id: text,
  source: object({ app: text, version: number, commit: optionalText }),
  description: optionalText,
  who: optionalText,
  targets: list(
    object({
      app: text,
      region: optionalText,
      steps: list(object({ word: text, state: oneOf("done", "now", "next", "bad", "unknown") })),
    }),
  ),
  began_at: time,
  finished_at: optionalTime,
  read_at: time,
});

const pairing = { code: text, expires_at: time, address: text, url: text };
const common = { server_time: time, server_version: text };

const unpairedOf = object({ state: oneOf("unpaired"), ...pairing, ...common });
const removedOf = object({ state: oneOf("removed"), pairing: object(pairing), ...common });
const pairedOf = object({
  state: oneOf("paired"),
  screen: object({ id: text, name: text, identify_until: optionalTime }),
  tiles: unparsedList,
  app_count: optional(number),
  promotions: optional(unparsedList),
  fault: optional(object({ kind: oneOf("heroku", "slowed", "no grant"), since: time, detail: text })),
  broadcast: optional(object({ text, expires_at: time })),
  period_ms: number,
  ...common,
});

/**
 * Parses a response of `GET /api/wall`; null if it is not one. An unreadable tile becomes one that says so, so that one
 * field never blanks the wall; an unreadable promotion is left out. The schemas of zod or valibot are too large for the wall.
 */
export function readState(given: unknown): WallState | null {
  const paired = pairedOf(given);
  if (!paired) return unpairedOf(given) ?? removedOf(given) ?? null;
  const tiles = paired.tiles.flatMap(
    (tile, index) => tileOf(tile) ?? tileOf(unreadable(tile, index, paired.server_time)) ?? [],
  );
  const promotions = (paired.promotions ?? []).flatMap((each) => promotionOf(each) ?? []);
  return { ...paired, tiles, promotions, app_count: paired.app_count ?? tiles.length };
}

/** Returns the substitute for an unreadable tile. Its read time is long ago, because data without an age is not fresh. */
function unreadable(given: unknown, index: number, since: string): Partial<WallTile> {
  const app = (isFields(given) && (text(given.app) ?? text(given.id))) || `app ${index + 1}`;
  return { id: app, app, kind: "unknown", word: "cannot be read", since, read_at: new Date(0).toISOString() };
}
