import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import type { WatchEvent } from "@/lib/schemas/event";
import { appsOfQuery, isTouchedBy, takeEvents } from "./event-queries";

const app = { id: "id-1", name: "harbour" };
const build: WatchEvent = { type: "build", app, build: { id: "b", status: "pending", release: null } };
const dyno: WatchEvent = {
  type: "dyno",
  app,
  dyno: { id: "d", name: "web.1", type: "web", state: "up", version: 2 },
};
const pipeline = {
  stages: [
    {
      apps: [
        { hidden: false, app: { id: "id-1", name: "harbour" } },
        { hidden: true, app: { id: "id-2" } },
      ],
    },
  ],
};

describe("event queries", () => {
  test("appsOfQuery returns the apps whose state a query shows", () => {
    expect(appsOfQuery(["summaries", "a", "b"], undefined)).toEqual(["a", "b"]);
    expect(appsOfQuery(["apps"], [])).toEqual([]);
    expect(appsOfQuery(["apps", "a", "builds", "x"], undefined)).toEqual(["a"]);
    expect(appsOfQuery(["pipelines"], pipeline)).toEqual([]);
    expect(appsOfQuery(["pipelines", "p"], pipeline)).toEqual(["harbour"]);
    expect(appsOfQuery(["me"], undefined)).toEqual([]);
  });

  test.each([
    [["summaries", "other", "harbour"], true, true],
    [["summaries", "other"], false, false],
    [["apps", "harbour", "builds"], true, false],
    [["apps", "id-1", "builds", "b"], true, false],
    [["apps", "harbour", "dynos"], false, true],
    [["apps", "harbour"], false, false],
    [["apps", "other", "builds"], false, false],
    [["pipelines", "p"], true, true],
    [["reviews", "harbour"], true, true],
  ])("%j are refreshed by a build: %s, by a dyno: %s", (key, byBuild, byDyno) => {
    expect(isTouchedBy(build, key, pipeline)).toBe(byBuild);
    expect(isTouchedBy(dyno, key, pipeline)).toBe(byDyno);
  });

  test("rows are as old as the server reports", () => {
    const queries = new QueryClient();
    const row = (failed: string | null) => ({
      app,
      builds: [],
      releases: [],
      current: null,
      dynos: [],
      first_error: null,
      read_at: "2026-01-01T00:00:00.000Z",
      failed,
    });
    queries.setQueryData(["summaries", "harbour"], { items: [row("down")], next: null });
    const now = Date.UTC(2026, 0, 2);
    takeEvents(queries, [{ type: "fresh", apps: [{ app, age_ms: 4_000, fault: null }] }], now);
    expect(queries.getQueryData(["summaries", "harbour"])).toMatchObject({
      items: [{ read_at: "2026-01-01T23:59:56.000Z", failed: null }],
    });
    takeEvents(queries, [{ type: "fresh", apps: [{ app, age_ms: 90_000, fault: "slowed" }] }], now);
    expect(queries.getQueryData(["summaries", "harbour"])).toMatchObject({
      items: [{ failed: expect.stringContaining("API calls") }],
    });
  });
});
