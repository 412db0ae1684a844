import type { Query, QueryClient } from "@tanstack/react-query";
import { isOld } from "@/lib/apps/stale-limits";
import type { Age, WatchEvent } from "@/lib/schemas/event";
import { nothingNewFromHeroku, whyOld } from "@/lib/text/data-age";
import { cachedReadOf } from "./api";
import { serverNow } from "./clock";
import { type QueryMeta, rowsOf } from "./query-meta";

/** The part of a query that is used here. */
type AnyQuery = Pick<Query, "meta"> & { state: { data: unknown; error: unknown; dataUpdatedAt: number } };

/** A read of upstream: when it was made (server's time, ms), and why no newer one is available. */
type Read = { at: number; why: string | null };
/**
 * `at`: when upstream last gave a response that would have shown a change of the page's data (ms); null if it never
 * did.
 */
export type DataAge = { old: boolean; at: number | null; why: string | null };

export const CURRENT: DataAge = { old: false, at: null, why: null };

const reads = new WeakMap<AnyQuery, Read & { stamp: number }>();
/** App id or name, or `LIST` → the last read that the server reported. */
const reportedAges = new Map<string, Read>();
/** App id → when the server last read its dynos (ms). */
const reportedDynos = new Map<string, number>();
/** App id → when the server last reported a change of it. */
const changed = new Map<string, number>();
const LIST = " list";

/** Records when the response of a query was read; a cached response states it. */
export function noteResponse(query: AnyQuery, answer: unknown): void {
  const old = cachedReadOf(answer);
  const read = old ? { at: old.at, why: old.why && firstSentence(old.why) } : { at: serverNow(), why: null };
  reads.set(query, { ...read, stamp: query.state.dataUpdatedAt });
}

type List = Pick<Extract<WatchEvent, { type: "fresh" }>, "list_age_ms" | "list_why">;

/** Records the ages that the server reports for apps and for the list of apps. */
export function noteAges(ages: readonly Age[], { list_age_ms: listAge, list_why }: List, now: number): void {
  for (const { app, age_ms, fault, why, dynos_age_ms } of ages) {
    if (typeof dynos_age_ms === "number") reportedDynos.set(app.id, now - dynos_age_ms);
    if (age_ms !== null) {
      const read = { at: now - age_ms, why: why ? firstSentence(why) : fault && whyOld(fault) };
      for (const key of [app.id, app.name]) reportedAges.set(key, read);
    }
  }
  if (listAge !== null && listAge !== undefined)
    reportedAges.set(LIST, { at: now - listAge, why: list_why ? firstSentence(list_why) : null });
}

export function noteChange(app: { id: string; name: string }, now: number): void {
  for (const key of [app.id, app.name]) changed.set(key, now);
}

/** Returns when upstream last gave a response that would have shown a change of an app. */
export function knownAt({ app, read_at }: { app: { id: string }; read_at: string }): number {
  return confirmedAt(app.id, Date.parse(read_at), reportedAges.get(app.id)?.at ?? 0);
}

type ReadDynos = { app: { id: string }; dynos_read_at: string | null };

/** Returns when upstream last gave a response that would have shown a change of an app's dynos; null if it never did. */
export function dynosKnownAt({ app, dynos_read_at }: ReadDynos): string | null {
  if (dynos_read_at === null) return null;
  const at = confirmedAt(app.id, Date.parse(dynos_read_at), reportedDynos.get(app.id) ?? 0);
  return new Date(at).toISOString();
}

/** Returns up to when data read at `at` is confirmed by a report: at most to a change that was not read yet. */
function confirmedAt(app: string, at: number, reported: number): number {
  const change = changed.get(app) ?? 0;
  return Math.max(at, change > at ? Math.min(reported, change) : reported);
}

/** Returns true if an app has changed since the response of a query arrived. */
export function hasChanged(app: string, query: AnyQuery): boolean {
  return (changed.get(app) ?? 0) > ownRead(query).at;
}

/**
 * Returns when upstream last gave a response that would have shown a change of a query's data; null if it was never
 * read; undefined if the data has no such age: it never changes, is our own, or is not about what runs.
 */
export function readOf(client: QueryClient, query: AnyQuery): Read | null | undefined {
  const apps = appsBehind(query.meta);
  if (!apps) return undefined;
  const { data, error } = query.state;
  if (data === undefined) return error ? null : undefined;
  const own = newestRow(client, query.meta) ?? ownRead(query);
  const at = Math.max(own.at, ...apps.flatMap((app) => confirmedUntil(app, query) ?? []));
  const reported = apps.map((app) => reportedAges.get(app)?.why).find(Boolean) ?? null;
  return { at, why: error ? sentenceOf(error) : (own.why ?? reported) };
}

/** Returns true if a query's data, or a row of it, replaced a read that failed. */
export function replacesFailedRead(client: QueryClient, query: AnyQuery): boolean {
  if (query.state.data === undefined) return false;
  return ownRead(query).why !== null || rowsOf(client, query.meta).some(({ failed }) => failed !== null);
}

/** Returns the age of a page: that of its oldest query. The cause is that query's, else that of a query without data, else the first known one. */
export function ageOf(client: QueryClient, queries: readonly AnyQuery[], now: number): DataAge {
  let oldest: Read | null = null;
  let unread: string | null = null;
  let cause: string | null = null;
  for (const query of queries) {
    const read = readOf(client, query);
    cause ??= read?.why ?? null;
    if (read === null) unread = query.state.error ? sentenceOf(query.state.error) : nothingNewFromHeroku;
    else if (read && (!oldest || read.at < oldest.at)) oldest = read;
  }
  if (!oldest) return unread === null ? CURRENT : { old: true, at: null, why: unread };
  if (!isOld(oldest.at, now)) return CURRENT;
  return { old: true, at: oldest.at, why: oldest.why ?? unread ?? cause ?? nothingNewFromHeroku };
}

/** Returns up to when the server's reports confirm the data of a query; undefined without a report of the app. */
function confirmedUntil(app: string, query: AnyQuery): number | undefined {
  const at = reportedAges.get(app)?.at;
  return at !== undefined && hasChanged(app, query) ? Math.min(at, changed.get(app) ?? 0) : at;
}

/** Returns when a query itself was last read (server's time, ms); null if it never was. */
export function readAtOf(query: AnyQuery): number | null {
  return query.state.data === undefined ? null : ownRead(query).at;
}

/** Returns the names or ids of the apps that a query's age depends on; null if it has no age. */
function appsBehind(meta: QueryMeta | undefined): readonly string[] | null {
  switch (meta?.shows) {
    case "summaries":
    case "reviews":
    case "app":
    case "builds":
    case "releases":
      return meta.apps;
    case "pipeline":
    case "lists":
      return [LIST];
    default:
      return null;
  }
}

/** Returns the newest read of a query's rows, because each row shows its own age; null without rows. */
function newestRow(client: QueryClient, meta: QueryMeta | undefined): Read | null {
  const [newest] = rowsOf(client, meta).toSorted((a, b) => b.read_at.localeCompare(a.read_at));
  return newest
    ? { at: Date.parse(newest.read_at), why: newest.failed && firstSentence(newest.failed) }
    : null;
}

/**
 * Returns when a query was read: as recorded, else its timestamp, converted from the browser's time to the server's.
 */
function ownRead(query: AnyQuery): Read {
  const { dataUpdatedAt } = query.state;
  const known = reads.get(query);
  if (known?.stamp === dataUpdatedAt) return known;
  const read = { at: serverNow() - (Date.now() - dataUpdatedAt), why: null, stamp: dataUpdatedAt };
  reads.set(query, read);
  return read;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? firstSentence(error.message) : nothingNewFromHeroku;
}

function firstSentence(message: string): string {
  const [first = message] = message.split(/(?<=\.) /, 1);
  return first;
}
