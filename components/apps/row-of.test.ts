import { expect, test } from "vitest";
import type { AppSummary } from "@/lib/schemas/summary";
import { aBuild, anApp, aRelease, minute } from "@/test/builders/objects";
import { buildsBySlug, rowOf, versionOf } from "./row-of";

const staging: AppSummary = {
  app: { id: "app-1", name: "example-app" },
  builds: [aBuild()],
  releases: [aRelease({ current: true })],
  current: aRelease({ current: true }),
  dynos: [],
  first_error: null,
  read_at: minute(60),
  dynos_read_at: minute(60),
  failed: null,
};
const promoted = aRelease({ id: "p-2", version: 2, current: true, description: "Promote example-app v1" });
const production = { ...staging, builds: [], releases: [promoted], current: promoted };

test("describes a slug built in another app by its build and its promotion", () => {
  const bySlug = buildsBySlug([staging, production]);
  const row = rowOf(anApp(), production, { now: Date.parse(minute(60)), bySlug });
  expect(versionOf(promoted, row)).toEqual({
    version: 2,
    commit: "cb6999d1",
    description: "Retry webhooks · promoted from example-app",
  });
  const alone = rowOf(anApp(), { ...production }, { now: 0, bySlug: new Map() });
  expect(versionOf(promoted, alone).description).toBe("promoted from example-app");
});
