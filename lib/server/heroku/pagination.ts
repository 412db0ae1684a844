import type { z } from "zod";
import { SlipwayError } from "@/lib/errors/slipway-error";
import type { Call, Heroku } from "./client";
import type { EndpointName } from "./endpoints";

/** Cursor and order of a list: `field` must be one that upstream sorts by. */
export type PageOptions = { field: string; max: number; order: "asc" | "desc"; after?: string | undefined };
/** `at`: upstream's time, in ms since the epoch. */
export type Page<T> = { items: T[]; next: string | null; at: number };

const BOUND = String.raw`[\w.:+-]{0,100}`;
const RANGE = new RegExp(String.raw`^([a-z_]{1,30}) (\]?)(${BOUND}?)\.\.(${BOUND})(?:;(.*))?$`);

/** `created_at ..; max=50, order=desc`: without an order upstream sorts by UUID. */
export function rangeOf({ field, max, order, after }: PageOptions): string {
  const bounds = after === undefined ? ".." : boundsOf(fromCursor(after), field);
  if (bounds === null) throw unknownCursor();
  return `${field} ${bounds}; max=${max}, order=${order}`;
}

/** Converts upstream's `Next-Range` into a cursor for `?after=`; null at the end of the list. */
export function toCursor(nextRange: string | null): string | null {
  return nextRange === null ? null : Buffer.from(nextRange, "utf8").toString("base64url");
}

function fromCursor(cursor: string): string {
  if (cursor.length > 500 || !/^[\w-]+$/.test(cursor)) throw unknownCursor();
  return Buffer.from(cursor, "base64url").toString("utf8");
}

/** Returns the bounds of a range over `field`, or null for any other text. Ignores its max and order. */
function boundsOf(range: string, field: string): string | null {
  const match = RANGE.exec(range);
  if (match === null || match[1] !== field) return null;
  return `${match[2]}${match[3]}..${match[4]}`;
}

function unknownCursor(): SlipwayError {
  return new SlipwayError("bad_request", { detail: "The cursor in `after` is not one that Slipway gave." });
}

type ListCall<T extends z.ZodType> = Omit<Call<z.ZodArray<T>>, "range">;

/** Reads one page of a list. 206 counts as success. */
export async function readPage<T extends z.ZodType>(
  heroku: Heroku,
  endpoint: EndpointName,
  call: ListCall<T>,
  options: PageOptions,
): Promise<Page<z.infer<T>>> {
  const { data, nextRange, at } = await heroku.request(endpoint, { ...call, range: rangeOf(options) });
  return { items: data, next: toCursor(nextRange), at };
}

/** Reads all pages of a list, at most `pages` of them. */
export async function readAllPages<T extends z.ZodType>(
  heroku: Heroku,
  endpoint: EndpointName,
  call: ListCall<T>,
  options: Omit<PageOptions, "after">,
  pages = 50,
): Promise<z.infer<T>[]> {
  const items: z.infer<T>[] = [];
  let after: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const { items: more, next } = await readPage(heroku, endpoint, call, { ...options, after });
    items.push(...more);
    if (next === null) break;
    after = next;
  }
  return items;
}
