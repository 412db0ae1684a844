import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import { summariesQuery } from "@/lib/client/apps";
import { applyEvents } from "./event-queries";

const app = { id: "id-1", name: "harbour" };

describe("event queries", () => {
  test("rows are as old as the server reports", () => {
    const queries = new QueryClient();
    const rows = summariesQuery(["harbour"]).queryKey;
    const row = (failed: string | null) => ({
      app,
      builds: [],
      releases: [],
      current: null,
      dynos: [],
      first_error: null,
      read_at: "2026-01-01T00:00:00.000Z",
      dynos_read_at: "2026-01-01T00:00:00.000Z",
      failed,
    });
    queries.setQueryData(rows, { items: [row("down")], next: null });
    const now = Date.UTC(2026, 0, 2);
    applyEvents(
      queries,
      [{ type: "fresh", apps: [{ app, age_ms: 4_000, fault: null, dynos_age_ms: 9_000 }] }],
      now,
    );
    expect(queries.getQueryData(rows)).toMatchObject({
      items: [
        { read_at: "2026-01-01T23:59:56.000Z", dynos_read_at: "2026-01-01T23:59:51.000Z", failed: null },
      ],
    });
    applyEvents(queries, [{ type: "fresh", apps: [{ app, age_ms: 90_000, fault: "slowed" }] }], now);
    expect(queries.getQueryData(rows)).toMatchObject({
      items: [{ failed: expect.stringContaining("API calls") }],
    });
  });
});
