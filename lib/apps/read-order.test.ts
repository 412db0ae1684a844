import { expect, test } from "vitest";
import { anApp } from "@/test/builders/objects";
import { MOST_READ, readOrder } from "./read-order";

const app = (name: string, released_at: string | null = null) => anApp({ id: name, name, released_at });
const state = (name: string, build: string | null, release: string | null) => ({
  app: { id: name },
  build,
  release,
});

test("apps that a pipeline reports as failed or pending are read first, those that seem healthy last", () => {
  const apps = ["well", "alone", "failed", "pending", "empty"].map((name) => app(name));
  const latest = [
    state("well", "succeeded", "succeeded"),
    state("empty", null, null),
    state("failed", "failed", "succeeded"),
    state("pending", "succeeded", "pending"),
  ];
  expect(readOrder(apps, latest)).toEqual(["failed", "pending", "alone", "well", "empty"]);
});

test("the last released app comes first among equals, and no more apps are read than the limit allows", () => {
  const dated = [app("old", "2026-11-01T00:00:00Z"), app("new", "2026-11-20T00:00:00Z")];
  expect(readOrder(dated, [])).toEqual(["new", "old"]);
  const many = Array.from({ length: MOST_READ + 5 }, (_, index) => app(`app-${index}`));
  const last = many.at(-1)?.name ?? "";
  const names = readOrder(many, [state(last, "failed", null)]);
  expect(names).toHaveLength(MOST_READ);
  expect(names[0]).toBe(last);
});
