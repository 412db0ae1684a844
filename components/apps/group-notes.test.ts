import { expect, test } from "vitest";
import type { AppSummary } from "@/lib/schemas/summary";
import { anApp, aRelease, minute } from "@/test/builders/objects";
import { groupNotes } from "./group-notes";

const pipeline = { id: "p1", name: "shop" };

const row = (id: string, slugs: string[] | null) => {
  const releases = (slugs ?? []).map((slug, index) =>
    aRelease({
      id: `${id}-${index}`,
      version: index + 1,
      slug: { id: slug },
      current: index + 1 === slugs?.length,
    }),
  );
  const summary: AppSummary = {
    app: { id, name: id },
    builds: [],
    releases,
    current: releases.at(-1) ?? null,
    dynos: [],
    first_error: null,
    read_at: minute(0),
    dynos_read_at: minute(0),
    failed: null,
  };
  return { app: anApp({ id, name: id }), summary: slugs && summary, state: null, foreignBuilds: [] };
};
const places = new Map(
  ["development", "staging", "production"].map((stage) => [stage, { pipeline, stage }] as const),
);
const notes = (...rows: ReturnType<typeof row>[]) => groupNotes(pipeline, rows, places);

test("returns a linked note for each lane with changes", () => {
  expect(notes(row("staging", ["a", "b", "c"]), row("production", ["a"]))).toEqual([
    { text: "staging is 2 ahead", href: "/pipelines/shop?lane=staging-production" },
  ]);
  const all = notes(row("development", ["b", "c"]), row("staging", ["a", "b"]), row("production", ["a"]));
  expect(all.map(({ text }) => text)).toEqual(["development is 1 ahead", "staging is 1 ahead"]);
});

test("returns one note without a link for equal stages", () => {
  const same = ["development", "staging", "production"].map((stage) => row(stage, ["a"]));
  expect(notes(...same)).toEqual([{ text: "all on the same slug", href: null }]);
});

test("returns no note for a lane with unread apps or for a single stage", () => {
  expect(notes(row("staging", ["a", "b"]), row("production", null))).toEqual([]);
  expect(notes(row("staging", ["a"]))).toEqual([]);
});
