import { QueryCache, QueryClient, type QueryKey } from "@tanstack/react-query";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { OLD_AFTER_MS } from "@/lib/apps/stale-limits";
import { ApiFailure } from "./api";
import { summariesQuery } from "./apps";
import { buildsQuery } from "./builds";
import { forgetTime } from "./clock";
import { configVarNamesQuery } from "./config-vars";
import { ageOf, dynosKnownAt, noteAges, noteChange, noteResponse, replacesFailedRead } from "./data-age";
import { dynosQuery, formationQuery } from "./dynos";
import { applyEvents } from "./events/event-queries";
import { holdsQuery } from "./holds";
import { appLogsQuery } from "./logs";
import { meQuery } from "./me";
import { pipelinesQuery } from "./pipelines";
import type { QueryMeta } from "./query-meta";
import { releasesQuery } from "./releases";
import { slugQuery } from "./slugs";

/** The part of a query's options that its age depends on. */
type Options = { queryKey: QueryKey; meta?: QueryMeta };

const NOON = Date.UTC(2026, 10, 21, 12);
const down = new ApiFailure(503, {
  id: "upstream_unavailable",
  message: "Heroku answered 503. Nothing was changed.",
  request_id: "r",
});
let names = 0;

beforeEach(() => {
  forgetTime();
  vi.useFakeTimers({ now: NOON });
  return () => vi.useRealTimers();
});

/** Returns an app with a unique id, and the queries of its page. */
function page() {
  names += 1;
  const app = { id: `id-${names}`, name: `app-${names}` };
  const client = new QueryClient({
    queryCache: new QueryCache({ onSuccess: (answer, query) => noteResponse(query, answer) }),
    defaultOptions: { queries: { retry: false } },
  });
  const builds = buildsQuery(app.name);
  const read = ({ queryKey, meta }: Options, answer: () => unknown) =>
    client.fetchQuery({ queryKey, meta, queryFn: async () => answer() }).catch(() => undefined);
  const fail = () => {
    throw down;
  };
  const age = () => ageOf(client, client.getQueryCache().getAll(), Date.now());
  return { app, client, builds, read, fail, age };
}

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe("the age of a page", () => {
  test("is that of its own data until 75 s have passed, and then includes why no newer data is available", async () => {
    const { builds, read, fail, age } = page();
    await read(builds, () => ({ items: [] }));
    later(OLD_AFTER_MS);
    await read(builds, fail);
    expect(age().old).toBe(false);
    later(1);
    expect(age()).toEqual({ old: true, at: NOON, why: "Heroku answered 503." });
    await read(builds, () => ({ items: [] }));
    expect(age().old).toBe(false);
  });

  test("is that of the oldest query it depends on", async () => {
    const { app, builds, read, age } = page();
    await read(builds, () => ({ items: [] }));
    later(60_000);
    await read(releasesQuery(app.name), () => ({ items: [] }));
    later(20_000);
    expect(age()).toMatchObject({ old: true, at: NOON });
  });

  test("takes its cause from another query when the oldest was not refused itself", async () => {
    const { app, builds, read, fail, age } = page();
    await read(builds, () => ({ items: [] }));
    later(OLD_AFTER_MS + 1);
    await read(releasesQuery(app.name), () => ({ items: [] }));
    await read(releasesQuery(app.name), fail);
    expect(age()).toEqual({ old: true, at: NOON, why: "Heroku answered 503." });
  });

  test("ignores data that never changes or that is refreshed separately", async () => {
    const { app, builds, read, age } = page();
    const { name } = app;
    for (const query of [
      slugQuery(name, "x"),
      dynosQuery(name),
      formationQuery(name),
      configVarNamesQuery(name),
      holdsQuery(name),
      appLogsQuery(name),
      meQuery(),
    ])
      await read(query, () => ({}));
    later(10 * OLD_AFTER_MS);
    await read(builds, () => ({ items: [] }));
    expect(age().old).toBe(false);
  });

  test("is the one that the server reports, whenever the page was read", async () => {
    const { app, builds, read, age } = page();
    await read(builds, () => ({ items: [] }));
    later(300_000);
    noteAges([{ app, age_ms: 20_000, fault: null }], { list_age_ms: 10_000 }, Date.now());
    expect(age().old).toBe(false);
    later(56_000);
    noteAges([{ app, age_ms: 76_000, fault: "heroku" }], {}, Date.now());
    expect(age()).toEqual({ old: true, at: NOON + 280_000, why: "Heroku is not answering." });
  });

  test("states the error that the server reports for its app or for the list of apps", async () => {
    const { app, builds, read, age } = page();
    await read(builds, () => ({ items: [] }));
    later(OLD_AFTER_MS + 1);
    const why = "Heroku did not answer in time. It may have acted all the same: look before you repeat it.";
    noteAges([{ app, age_ms: OLD_AFTER_MS + 1, fault: "heroku", why }], {}, Date.now());
    expect(age().why).toBe("Heroku did not answer in time.");
    const list = page();
    await list.read(pipelinesQuery(), () => ({ items: [] }));
    later(OLD_AFTER_MS + 1);
    const list_why = "This account's hourly API calls are used up. Wait a moment.";
    noteAges([], { list_age_ms: OLD_AFTER_MS + 1, list_why }, Date.now());
    expect(list.age().why).toBe("This account's hourly API calls are used up.");
    noteAges([], { list_age_ms: 0, list_why: null }, Date.now());
    expect(list.age().old).toBe(false);
  });

  test("does not state the error of an outage that is over", async () => {
    const { app, client, builds, read } = page();
    await read(builds, () => ({ items: [] }));
    const query = client.getQueryCache().find(builds);
    if (!query) throw new Error("no query");
    expect(replacesFailedRead(client, query)).toBe(false);
    const rows = summariesQuery([app.name]);
    const row = {
      app,
      read_at: new Date(NOON).toISOString(),
      dynos_read_at: null,
      failed: "Heroku answered 503.",
    };
    await read(rows, () => ({ items: [row] }));
    const shown = client.getQueryCache().find(rows);
    expect(shown && replacesFailedRead(client, shown)).toBe(true);
    await read(rows, () => ({ items: [{ ...row, failed: null }] }));
    expect(shown && replacesFailedRead(client, shown)).toBe(false);
  });

  test("grows from a change until it was read, whatever the server reports", async () => {
    const { app, builds, read, fail, age } = page();
    await read(builds, () => ({ items: [] }));
    later(10_000);
    noteChange(app, Date.now());
    await read(builds, fail);
    later(OLD_AFTER_MS + 1);
    noteAges([{ app, age_ms: 0, fault: null }], { list_age_ms: 0 }, Date.now());
    expect(age()).toMatchObject({ old: true, at: NOON + 10_000 });
    await read(builds, () => ({ items: [] }));
    expect(age().old).toBe(false);
  });

  test("of rows is reported by the server, except for a row that has changed since", async () => {
    const { app, client, read, age } = page();
    const row = { app, read_at: new Date(NOON).toISOString(), dynos_read_at: null, failed: null };
    const rows = summariesQuery([app.name]);
    await read(rows, () => ({ items: [row] }));
    later(200_000);
    applyEvents(client, [{ type: "fresh", apps: [{ app, age_ms: 5_000, fault: null }] }], Date.now());
    expect(client.getQueryData(rows.queryKey)).toMatchObject({
      items: [{ read_at: new Date(NOON + 195_000).toISOString() }],
    });
    expect(age().old).toBe(false);
    noteChange(app, Date.now());
    later(OLD_AFTER_MS + 1);
    applyEvents(client, [{ type: "fresh", apps: [{ app, age_ms: 5_000, fault: null }] }], Date.now());
    expect(client.getQueryData(rows.queryKey)).toMatchObject({
      items: [{ read_at: new Date(NOON + 195_000).toISOString() }],
    });
    expect(age().old).toBe(true);
  });

  test("is null when nothing could ever be read, and nothing is green", async () => {
    const { builds, read, fail, age } = page();
    await read(builds, fail);
    expect(age()).toEqual({ old: true, at: null, why: "Heroku answered 503." });
  });
});

describe("the age of dynos", () => {
  test("is the newest of their own read and the server's reports, which confirm nothing after an unread change", () => {
    const { app } = page();
    const at = (ms: number) => new Date(NOON + ms).toISOString();
    const read = { app, dynos_read_at: at(0) };
    expect(dynosKnownAt(read)).toBe(at(0));
    noteAges([{ app, age_ms: 0, fault: null, dynos_age_ms: 20_000 }], {}, NOON + 60_000);
    expect(dynosKnownAt(read)).toBe(at(40_000));
    noteChange(app, NOON + 30_000);
    expect(dynosKnownAt(read)).toBe(at(30_000));
    expect(dynosKnownAt({ app, dynos_read_at: at(50_000) })).toBe(at(50_000));
    expect(dynosKnownAt({ app, dynos_read_at: null })).toBeNull();
  });
});
