import type { App } from "@/lib/schemas/app";
import type { AppSummary } from "@/lib/schemas/summary";
import type { Heroku } from "@/lib/server/heroku/client";
import { remainingCalls } from "@/lib/server/heroku/rate";
import { mapAtMost } from "./at-most";
import { knownApp, knownApps } from "./known-apps";
import { freshMs } from "./pace";
import { readSummary } from "./read-summary";
import { touches } from "./touched";

type Entry = {
  accountId: string;
  app: App;
  askedAt: number;
  readAt: number;
  /** Changes made through us when it was read. */
  touches: number;
  summary: AppSummary | undefined;
  flight: Promise<AppSummary> | undefined;
};

declare global {
  var slipwaySummaries: Map<string, Entry> | undefined;
}

type Read = { summary: AppSummary | null } | { error: unknown };

const AT_A_TIME = 6;
const WATCHED_MS = 5 * 60_000;

/**
 * What the rows of these apps show, in the order asked; apps that cannot be read are left out. Cached for each
 * grant, read as often as the account's budget of calls allows. When a read fails, the last summary says why; throws
 * when nothing is known of any of them.
 */
export async function readSummaries(
  heroku: Heroku,
  names: string[],
  now = () => new Date(),
): Promise<AppSummary[]> {
  const at = now().getTime();
  const apps = await knownApps(heroku, at);
  const entries = entriesOf(at);
  const reads = await mapAtMost([...new Set(names)], AT_A_TIME, async (name): Promise<Read> => {
    try {
      const app = await knownApp(heroku, apps, name);
      return { summary: app && (await readEntry(heroku, entries, app, now)) };
    } catch (error) {
      return { error };
    }
  });
  const failed = reads.find((read) => "error" in read);
  if (failed && reads.every((read) => "error" in read)) throw failed.error;
  return reads.flatMap((read) => ("summary" in read && read.summary ? [read.summary] : []));
}

/** The cache, without what nobody has asked for in a while. */
function entriesOf(at: number): Map<string, Entry> {
  globalThis.slipwaySummaries ??= new Map();
  const entries = globalThis.slipwaySummaries;
  for (const [key, entry] of entries) if (at - entry.askedAt > WATCHED_MS) entries.delete(key);
  return entries;
}

async function readEntry(
  heroku: Heroku,
  entries: Map<string, Entry>,
  app: App,
  now: () => Date,
): Promise<AppSummary> {
  const at = now().getTime();
  const key = `${heroku.grant.id} ${app.id}`;
  const { accountId } = heroku.grant;
  const entry = entries.get(key) ?? {
    accountId,
    app,
    askedAt: at,
    readAt: 0,
    touches: 0,
    summary: undefined,
    flight: undefined,
  };
  entries.set(key, entry);
  entry.askedAt = at;
  if (entry.summary && !isStale(entry, entry.summary, app, entries, at)) return entry.summary;
  entry.flight ??= begin(entry, heroku, app, now).finally(() => {
    entry.flight = undefined;
  });
  return entry.flight;
}

/** Reads a summary; when that fails and an older one is known, that one with the reason. */
async function begin(entry: Entry, heroku: Heroku, app: App, now: () => Date): Promise<AppSummary> {
  entry.app = app;
  entry.readAt = now().getTime();
  entry.touches = touches(app.id);
  try {
    entry.summary = await readSummary(heroku, app, entry.summary, now);
  } catch (error) {
    if (!entry.summary) throw error;
    entry.summary = { ...entry.summary, failed: error instanceof Error ? error.message : String(error) };
  }
  return entry.summary;
}

function isStale(
  entry: Entry,
  summary: AppSummary,
  app: App,
  entries: Map<string, Entry>,
  at: number,
): boolean {
  if (touches(app.id) !== entry.touches) return true;
  if (app.released_at !== entry.app.released_at || app.updated_at !== entry.app.updated_at) return true;
  const watched = [...entries.values()].filter(({ accountId }) => accountId === entry.accountId).length;
  return at - entry.readAt >= freshMs(summary, watched, remainingCalls(entry.accountId));
}
