import { cleanup, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { DYNOS_OLD_AFTER_MS, OLD_AFTER_MS } from "@/lib/apps/stale-limits";
import type { AppSummary } from "@/lib/schemas/summary";
import { aBuild, aDyno, anApp, aRelease, minute } from "@/test/builders/objects";
import { render } from "@/test/harness/rendered/page";
import { AppRowLine } from "./app-row";
import { rowOf } from "./row-of";

const READ_AT = Date.parse(minute(5));
const current = aRelease({ version: 4, current: true });
const dyno = aDyno({ release: { id: "release-1", version: 4 } });
const failed = aBuild({
  status: "failed",
  slug: null,
  release: null,
  created_at: minute(2),
  updated_at: minute(3),
});
const running: AppSummary = {
  app: { id: "app-1", name: "example-app" },
  builds: [aBuild()],
  releases: [current],
  current,
  dynos: [dyno],
  first_error: null,
  read_at: minute(5),
  dynos_read_at: minute(5),
  failed: null,
};

/** Renders the row of an app `ageMs` after it was read. */
function rowAfter(summary: AppSummary | undefined, { ageMs = 1_000, stage = "" } = {}) {
  const row = rowOf(anApp(), summary, { now: READ_AT + ageMs, bySlug: new Map() });
  render(<AppRowLine row={row} stage={stage || null} />);
  const item = screen.getByRole("listitem");
  return { text: item.textContent, green: item.querySelectorAll(".text-ok").length > 0 };
}

describe("a row of the apps", () => {
  test("of a running app is green and shows version, description and user", () => {
    const { text, green } = rowAfter(running, { stage: "production" });
    expect(green).toBe(true);
    for (const part of ["runs", "v4", "cb6999d", "Retry webhooks", "Dana"]) expect(text).toContain(part);
    expect(screen.getByRole("link").getAttribute("href")).toBe("/apps/example-app");
  });

  test.each<[string, Partial<AppSummary>, string]>([
    ["a running build", { builds: [aBuild({ status: "pending" })] }, "building"],
    ["a failed build", { builds: [failed] }, "failed"],
    [
      "a release phase",
      { releases: [aRelease({ status: "pending", release_phase: true })] },
      "release phase",
    ],
    ["a crashed dyno", { dynos: [{ ...dyno, state: "crashed" }] }, "crashed"],
    ["a starting dyno", { dynos: [{ ...dyno, state: "starting" }] }, "starting 0/1"],
    ["a dyno of an older release", { dynos: [aDyno()] }, "old version up"],
    ["no dynos", { dynos: [] }, "off"],
    ["no release", { current: null, releases: [], builds: [] }, "not deployed"],
  ])("of an app with %s says so and is not green", (_, differs, word) => {
    const { text, green } = rowAfter({ ...running, ...differs });
    expect(text).toContain(word);
    expect(green).toBe(false);
  });

  test("shows neither a state nor a version before the app was read", () => {
    const { text, green } = rowAfter(undefined);
    expect(green).toBe(false);
    expect(text).not.toMatch(/runs|v4|not deployed/);
  });

  test.each([
    [running, "unknown"],
    [{ ...running, builds: [failed] }, "failed"],
  ])("from old data is not green, but keeps a failure", (summary, word) => {
    expect(rowAfter(running, { ageMs: OLD_AFTER_MS }).green).toBe(true);
    cleanup();
    const { text, green } = rowAfter(summary, { ageMs: OLD_AFTER_MS + 1 });
    expect(text).toContain(word);
    expect(green).toBe(false);
  });

  test("shows when its dynos were read if the state is about them and that is long ago", () => {
    const starting: AppSummary = {
      ...running,
      dynos: [{ ...dyno, state: "starting" }],
      read_at: minute(5 + 3),
    };
    const { text, green } = rowAfter(starting, { ageMs: DYNOS_OLD_AFTER_MS + 1 });
    expect(text).toMatch(/at \d\d:\d\d/);
    expect(green).toBe(false);
  });
});
