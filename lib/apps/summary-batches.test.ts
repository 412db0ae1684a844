import { expect, test } from "vitest";
import { anApp } from "@/test/builders/objects";
import { BATCH, summaryBatches } from "./summary-batches";

const apps = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    anApp({
      id: `id-${index}`,
      name: `app-${String(index).padStart(4, "0")}`,
      released_at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    }),
  );

test("requests a few apps in one batch", () => {
  const { hot, batches } = summaryBatches(apps(3));
  expect(hot).toEqual(["app-0000", "app-0001", "app-0002"]);
  expect(batches).toEqual([hot]);
});

test("requests many apps in table order, plus the most recently released ones", () => {
  const { hot, batches } = summaryBatches(apps(1_000));
  expect(batches.flat()).toHaveLength(1_000);
  expect(Math.max(...batches.map((batch) => batch.length))).toBe(BATCH);
  expect(batches[0]?.[0]).toBe("app-0000");
  expect(hot).toHaveLength(BATCH);
  expect(hot).toContain("app-0999");
});

test("requests nothing without apps", () => expect(summaryBatches([])).toEqual({ hot: [], batches: [] }));
