import { describe, expect, test } from "vitest";
import type { AppSummary } from "@/lib/schemas/summary";
import { aBuild, aDyno, aRelease, minute } from "@/test/builders/objects";
import { appState, isUrgent } from "./app-state";
import { DYNOS_OLD_AFTER_MS, OLD_AFTER_MS } from "./stale-limits";

const now = Date.parse(minute(30));

/** Returns the summary of an app whose v1 runs on one web dyno, with the given differences. */
function aSummary(differs: Partial<AppSummary> = {}): AppSummary {
  const current = aRelease({ current: true });
  return {
    app: { id: "app-1", name: "example-app" },
    builds: [aBuild()],
    releases: [current],
    current,
    dynos: [aDyno()],
    first_error: null,
    read_at: minute(30),
    dynos_read_at: minute(30),
    failed: null,
    ...differs,
  };
}

const current = aRelease({ current: true });
const dana = { id: "user-dana", email: "dana.ito@example.com" };
const failedBuild = aBuild({
  id: "build-2",
  status: "failed",
  release: null,
  slug: null,
  created_at: minute(20),
});

describe.each<[string, Partial<AppSummary>, string, string, string]>([
  ["all is well", {}, "ok", "runs", "fine"],
  [
    "an image runs instead of a slug",
    { current: aRelease({ current: true, slug: null, artifacts: [{ type: "oci-image", id: "image-1" }] }) },
    "ok",
    "runs",
    "fine",
  ],
  [
    "what runs has expired",
    { current: aRelease({ current: true, status: "expired", slug: null }) },
    "unknown",
    "runs, expired",
    "unknown",
  ],
  ["a build runs", { builds: [aBuild({ status: "pending" })] }, "live", "building", "moves"],
  [
    "a release is made",
    { releases: [aRelease({ version: 2, status: "pending" }), current] },
    "live",
    "releasing",
    "moves",
  ],
  [
    "a release command runs",
    { releases: [aRelease({ version: 2, status: "pending", release_phase: true }), current] },
    "live",
    "release phase",
    "moves",
  ],
  [
    "one of two dynos crashed",
    { dynos: [aDyno(), aDyno({ id: "d2", name: "web.2", state: "crashed" })] },
    "bad",
    "crashed 1/2",
    "needs",
  ],
  ["the newest build failed", { builds: [failedBuild, aBuild()] }, "bad", "build failed", "needs"],
  [
    "the newest build was canceled",
    { builds: [{ ...failedBuild, canceled_by: dana }, aBuild()] },
    "ok",
    "runs",
    "fine",
  ],
  [
    "a rollback came after the failed build",
    {
      builds: [failedBuild, aBuild()],
      releases: [aRelease({ version: 3, description: "Rollback to v1", created_at: minute(25) }), current],
    },
    "ok",
    "runs",
    "fine",
  ],
  [
    "only config changed after the failed build",
    {
      builds: [failedBuild, aBuild()],
      releases: [
        aRelease({ id: "r2", version: 2, description: "Set A config vars", created_at: minute(25) }),
        current,
      ],
    },
    "bad",
    "build failed",
    "needs",
  ],
  [
    "the newest release failed",
    { releases: [aRelease({ version: 2, status: "failed", created_at: minute(5) }), current] },
    "bad",
    "release failed",
    "needs",
  ],
  ["a dyno starts", { dynos: [aDyno(), aDyno({ state: "starting" })] }, "live", "starting 1/2", "moves"],
  [
    "the old version still serves",
    { current: aRelease({ version: 2, current: true }) },
    "warn",
    "old version still up",
    "moves",
  ],
  ["no dyno is wanted", { dynos: [] }, "canceled", "off", "idle"],
  ["only a one-off dyno is up", { dynos: [aDyno({ type: "run" })] }, "canceled", "off", "idle"],
  [
    "nothing was ever built",
    { builds: [], releases: [], current: null, dynos: [] },
    "canceled",
    "not deployed yet",
    "idle",
  ],
])("when %s", (_, differs, kind, long, group) => {
  test(`is ${kind} "${long}"`, () => {
    expect(appState(aSummary(differs), now)).toMatchObject({ kind, long, group });
  });
});

test("expects a build to take as long as the previous ones", () => {
  const builds = [aBuild({ id: "b2", status: "pending", created_at: minute(29) }), aBuild()];
  expect(appState(aSummary({ builds }), now)).toMatchObject({ expectedMs: 60_000, since: minute(29) });
});

describe("the list of current events", () => {
  const broken = appState(aSummary({ builds: [failedBuild, aBuild()] }), now);

  test("shows a failure for a day", () => {
    expect(isUrgent(broken, now)).toBe(true);
    expect(isUrgent(broken, now + 25 * 3_600_000)).toBe(false);
  });

  test("shows a crash for as long as it lasts", () => {
    const state = appState(aSummary({ dynos: [aDyno({ state: "crashed" })] }), now);
    expect(isUrgent(state, now + 25 * 3_600_000)).toBe(true);
  });

  test("leaves out healthy apps", () => expect(isUrgent(appState(aSummary(), now), now)).toBe(false));
});

describe("when the newest data is older than 75 s", () => {
  const old = { read_at: new Date(now - OLD_AFTER_MS - 1).toISOString() };
  const of = (differs: Partial<AppSummary>) => appState(aSummary({ ...differs, ...old }), now);

  test("reports no app as healthy or moving", () => {
    expect(of({})).toMatchObject({ kind: "unknown", group: "unknown" });
    expect(of({ builds: [aBuild({ status: "pending" })] })).toMatchObject({
      kind: "unknown",
      group: "unknown",
    });
  });

  test("keeps showing failures", () => {
    expect(of({ builds: [failedBuild, aBuild()] })).toMatchObject({
      kind: "bad",
      word: "failed",
      group: "needs",
    });
  });
});

describe("when the dynos were read more than 150 s ago", () => {
  const dynos_read_at = new Date(now - DYNOS_OLD_AFTER_MS - 1).toISOString();
  const of = (differs: Partial<AppSummary>) => appState(aSummary({ dynos_read_at, ...differs }), now);
  const starting = { dynos: [aDyno({ state: "starting" })] };
  const crashed = { dynos: [aDyno({ state: "crashed" })] };

  test("a state about dynos has their time, and only a crash keeps its kind", () => {
    expect(of(starting)).toMatchObject({ kind: "unknown", word: "starting 0/1", dynosAt: dynos_read_at });
    expect(of(crashed)).toMatchObject({ kind: "bad", group: "needs", dynosAt: dynos_read_at });
  });

  test("a state about builds and releases is not affected", () => {
    expect(of({})).toMatchObject({ kind: "ok", dynosAt: null });
    expect(of({ builds: [failedBuild, aBuild()], ...crashed })).toMatchObject({ about: { dyno: "web.1" } });
    expect(of({ builds: [failedBuild, aBuild()] })).toMatchObject({ kind: "bad", dynosAt: null });
  });

  test("dynos read 150 s ago, or never, have no time of their own", () => {
    const at = new Date(now - DYNOS_OLD_AFTER_MS).toISOString();
    expect(of({ ...starting, dynos_read_at: at })).toMatchObject({ kind: "live", dynosAt: null });
    expect(of({ ...starting, dynos_read_at: null })).toMatchObject({ kind: "live", dynosAt: null });
  });
});
