import type { QueryKey } from "@tanstack/react-query";
import { z } from "zod";
import { isOld } from "@/lib/apps/stale-limits";
import type { Age } from "@/lib/schemas/event";
import { oldAnswerOf } from "./api";
import { serverNow } from "./clock";

/** What is looked at of a query. */
type AnyQuery = { queryKey: QueryKey; state: { data: unknown; error: unknown; dataUpdatedAt: number } };

/** A read of upstream: when it was made (server's time, ms), and why nothing newer came. */
type Read = { at: number; why: string | null };
/** What the server said of an app or of the list of apps. */
type Told = { at: number; fault: Age["fault"] };

/** `at`: when upstream last gave an answer that would have shown a change of what the page shows (ms); null: never. */
export type DataAge = { old: boolean; at: number | null; why: string | null };

export const CURRENT: DataAge = { old: false, at: null, why: null };

const FAULTS = {
  heroku: "Heroku is not answering.",
  slowed: "Few of this hour's Heroku API calls are left.",
} as const;
const NOTHING_NEW = "Nothing new has come from Heroku.";

const reads = new WeakMap<AnyQuery, Read & { stamp: number }>();
const told = new Map<string, Told>();
/** When the server last said that an app has changed. */
const changed = new Map<string, number>();
const LIST = " list";

/** The answer of a query came; one that the server had kept is as old as it says. */
export function noteAnswer(query: AnyQuery, answer: unknown): void {
  const old = oldAnswerOf(answer);
  const read = old ?? { at: serverNow(), why: null };
  reads.set(query, { ...read, stamp: query.state.dataUpdatedAt });
}

/** The server says how old what it knows of apps is. `listAge`: of the list of apps, ms. */
export function noteAges(ages: readonly Age[], listAge: number | null | undefined, now: number): void {
  for (const { app, age_ms, fault } of ages)
    if (age_ms !== null) for (const key of [app.id, app.name]) told.set(key, { at: now - age_ms, fault });
  if (listAge !== null && listAge !== undefined) told.set(LIST, { at: now - listAge, fault: null });
}

const Dated = z.object({
  app: z.object({ id: z.string() }),
  read_at: z.string(),
  failed: z.string().nullable(),
});
const Items = z.object({ items: z.array(Dated) });
const Stages = z.object({ stages: z.array(z.object({ apps: z.array(z.unknown()) })) });

export function noteChange(app: { id: string; name: string }, now: number): void {
  for (const key of [app.id, app.name]) changed.set(key, now);
}

/** When upstream last gave an answer that would have shown a change of an app that was read by the server. */
export function knownAt({ app, read_at }: { app: { id: string }; read_at: string }): number {
  const at = Date.parse(read_at);
  const change = changed.get(app.id) ?? 0;
  const said = told.get(app.id)?.at ?? 0;
  return Math.max(at, change > at ? Math.min(said, change) : said);
}

/** Whether an app has changed since the answer of a query came. */
export function hasChanged(app: string, query: AnyQuery): boolean {
  return (changed.get(app) ?? 0) > ownRead(query).at;
}

/**
 * When upstream last gave an answer that would have shown a change of what a query shows; null when it was never read,
 * undefined for what has no such age: it never changes, is our own, or does not say what runs.
 */
export function readOf(query: AnyQuery): Read | null | undefined {
  const apps = subjectOf(query.queryKey);
  if (!apps) return undefined;
  const { data, error } = query.state;
  if (data === undefined) return error ? null : undefined;
  const own = datedIn(data) ?? ownRead(query);
  const at = Math.max(own.at, ...apps.flatMap((app) => saidOf(app, query) ?? []));
  const fault = apps.map((app) => told.get(app)?.fault).find(Boolean);
  return { at, why: error ? sentenceOf(error) : (own.why ?? (fault ? FAULTS[fault] : null)) };
}

/** The age of a page: that of the oldest of its queries. */
export function ageOf(queries: readonly AnyQuery[], now: number): DataAge {
  let oldest: Read | null = null;
  let unread: string | null = null;
  for (const query of queries) {
    const read = readOf(query);
    if (read === null) unread = query.state.error ? sentenceOf(query.state.error) : NOTHING_NEW;
    else if (read && (!oldest || read.at < oldest.at)) oldest = read;
  }
  if (!oldest) return unread === null ? CURRENT : { old: true, at: null, why: unread };
  if (!isOld(oldest.at, now)) return CURRENT;
  return { old: true, at: oldest.at, why: oldest.why ?? unread ?? NOTHING_NEW };
}

/** Until when the server says that what stands here is true: once something has changed it must be read anew. */
function saidOf(app: string, query: AnyQuery): number | undefined {
  const at = told.get(app)?.at;
  return at !== undefined && hasChanged(app, query) ? Math.min(at, changed.get(app) ?? 0) : at;
}

/** When a query was last read, by itself (server's time, ms); null when it never was. */
export function readAtOf(query: AnyQuery): number | null {
  return query.state.data === undefined ? null : ownRead(query).at;
}

/** Names or ids of what a query's state stands or falls with; null when it has no age. */
function subjectOf([kind, ...rest]: QueryKey): string[] | null {
  const names = rest.filter((part) => typeof part === "string");
  const [app = "", list] = names;
  if (kind === "summaries" || kind === "reviews") return names;
  if (kind === "pipelines" || (kind === "apps" && names.length === 0)) return [LIST];
  if (kind === "promotions" && names.length > 0) return [LIST];
  if (kind !== "apps") return null;
  return list === undefined || list === "builds" || list === "releases" ? [app] : null;
}

/** Of several apps the newest counts: each row has its own age beside it. */
function datedIn(data: unknown): Read | null {
  const items = Items.safeParse(data);
  const stages = items.success ? null : Stages.safeParse(data);
  const apps = items.success ? items.data.items : stages?.success ? stages.data.stages.flatMap(visible) : [];
  const [newest] = apps.toSorted((a, b) => b.read_at.localeCompare(a.read_at));
  return newest ? { at: Date.parse(newest.read_at), why: newest.failed } : null;
}

function visible({ apps }: { apps: unknown[] }) {
  return apps.flatMap((app) => Dated.safeParse(app).data ?? []);
}

/** What came with the page was read when the server says so; the browser's own stamps are turned into its time. */
function ownRead(query: AnyQuery): Read {
  const { dataUpdatedAt } = query.state;
  const known = reads.get(query);
  if (known?.stamp === dataUpdatedAt) return known;
  const read = { at: serverNow() - (Date.now() - dataUpdatedAt), why: null, stamp: dataUpdatedAt };
  reads.set(query, read);
  return read;
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return NOTHING_NEW;
  const [first = error.message] = error.message.split(/(?<=\.) /, 1);
  return first;
}
