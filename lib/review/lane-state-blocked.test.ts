import { describe, expect, test } from "vitest";
import { OLD_AFTER_MS } from "@/lib/apps/stale-limits";
import { aFailure, aLane, eu, staging, us } from "@/test/builders/lane";
import { aHold, aTarget } from "@/test/builders/review";
import { type LaneInput, labelText, laneState } from "./lane-state";

const PROMOTE = "Promote v12 cb6999d → 2 apps";
const moved = {
  app: eu.app,
  role: "target",
  expected: { id: "release-33", version: 33 },
  current: { id: "release-34", version: 34, commit: "7be0d11" },
  pending: null,
} as const;
const locked = aTarget({ holds: [aHold()] });
const marked = { ...staging, holds: [aHold({ kind: "slug", slug: { id: "slug-1" } })] };
const elsewhere = {
  ...staging,
  holds: [aHold({ kind: "app" }), aHold({ kind: "slug", slug: { id: "old" } })],
};

describe("the button when something blocks the promotion", () => {
  test.each<[string, LaneInput, string, string, string, string[]]>([
    [
      "a locked target that is ticked, no reason yet",
      aLane(staging, [locked, us()]),
      "override",
      "disabled",
      "Override and promote v12 → 2 apps",
      ["overrides Mei's lock on production", "replaces v33 in eu, v31 in us"],
    ],
    ["a marked slug", aLane(marked, [eu]), "locked", "outline", "Override…", []],
    [
      "a marked slug and a lock, reason given",
      aLane(marked, [eu, us({ holds: [aHold({ id: "hold-2", app: us().app })] })], {
        override: { open: true, reason: "Fixes an outage" },
      }),
      "override",
      "ink",
      "Override and promote v12 → 2 apps",
      ["overrides Mei's “do not promote”, Mei's lock on production-us", "replaces v33 in eu, v31 in us"],
    ],
    [
      "two people's locks, with warnings",
      aLane({ ...staging, config_names: ["A"] }, [
        aTarget({ holds: [aHold()], config_names: ["A"] }),
        us({
          config_names: [],
          holds: [aHold({ id: "hold-2", app: us().app, user: { id: "user-2", email: "ada@example.com" } })],
        }),
      ]),
      "override",
      "disabled",
      "Override and promote v12 → 2 apps",
      ["overrides Mei's lock on production, Ada's lock on production-us", "A is missing in us"],
    ],
    [
      "a lock on the source or a mark on another slug",
      aLane(elsewhere, [eu, us()]),
      "ready",
      "ink",
      PROMOTE,
      ["replaces v33 in eu, v31 in us"],
    ],
    [
      "a lock on a target that is not ticked",
      aLane(staging, [locked, us()], { ticked: ["app-us"] }),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production-us",
      ["replaces v31"],
    ],
    [
      "locked, a blank for a reason",
      aLane(staging, [locked], { override: { open: false, reason: " " } }),
      "override",
      "disabled",
      "Override and promote v12 → example-app-production",
      ["overrides Mei's lock on production", "replaces v33"],
    ],
    [
      "locked, reason given",
      aLane(staging, [locked], { override: { open: false, reason: "Fixes an outage" } }),
      "override",
      "ink",
      "Override and promote v12 → example-app-production",
      ["overrides Mei's lock on production", "replaces v33"],
    ],
    [
      "locked since",
      aLane(staging, [eu], { failure: aFailure("held", { holds: [aHold()] }) }),
      "override",
      "disabled",
      "Override and promote v12 → example-app-production",
      ["overrides Mei's lock on production", "replaces v33"],
    ],
    [
      "moved meanwhile",
      aLane(staging, [eu], { failure: aFailure("conflict", { moved: [moved] }) }),
      "moved",
      "outline",
      "Review again…",
      [],
    ],
    [
      "moved, without details",
      aLane(staging, [eu], { failure: aFailure("conflict") }),
      "moved",
      "outline",
      "Review again…",
      ["conflict happened."],
    ],
    [
      "stale",
      aLane(staging, [eu], { ageMs: 150_000 }),
      "stale",
      "disabled",
      "Data is 3 m old, reconnecting…",
      [],
    ],
    [
      "very stale",
      aLane(staging, [eu], { ageMs: 900_000 }),
      "stale",
      "disabled",
      "Data is 15 m old, reconnecting…",
      [],
    ],
    [
      "offline",
      aLane(staging, [eu], { offline: true, ageMs: 90_000 }),
      "stale",
      "disabled",
      "Data is 90 s old, reconnecting…",
      [],
    ],
    [
      "two-factor",
      aLane(staging, [eu], { failure: aFailure("two_factor") }),
      "two-factor",
      "ink",
      "Promote with code",
      [],
    ],
    [
      "two-factor behind a lock that was passed",
      aLane(staging, [locked], {
        failure: aFailure("two_factor"),
        override: { open: true, reason: "Fixes an outage" },
      }),
      "two-factor",
      "ink",
      "Promote with code",
      [],
    ],
    ["sending", aLane(staging, [eu], { sending: "sending" }), "sending", "disabled", "Sending once…", []],
    [
      "no answer",
      aLane(staging, [eu], { sending: "no answer", offline: true }),
      "no answer",
      "disabled",
      "Looking at what happened…",
      ["Heroku did not answer. Nothing is sent twice."],
    ],
    [
      "no answer, nothing was created",
      aLane(staging, [eu, us()], { sending: "nothing" }),
      "ready",
      "ink",
      PROMOTE,
      ["Nothing was created. Promote again", "replaces v33 in eu, v31 in us"],
    ],
    [
      "refused",
      aLane(staging, [eu, us()], { failure: aFailure("missing_scope") }),
      "ready",
      "ink",
      PROMOTE,
      ["missing_scope happened.", "replaces v33 in eu, v31 in us"],
    ],
  ])("%s", (_name, given, name, kind, label, lines) => {
    const state = laneState(given);
    expect([state.name, state.kind, labelText(state)]).toEqual([name, kind, label]);
    expect(state.lines.map((line) => line.text)).toEqual(lines);
  });
});

test("the state includes the blocking holds and the moved targets", () => {
  expect(laneState(aLane(marked, [locked])).holds).toHaveLength(1);
  const both = { ...marked, holds: [aHold({ id: "mark", kind: "slug", slug: { id: "slug-1" } })] };
  expect(laneState(aLane(both, [locked])).holds.map((hold) => hold.id)).toEqual(["mark", "hold-1"]);
  expect(
    laneState(aLane(staging, [eu], { failure: aFailure("conflict", { moved: [moved] }) })).moved,
  ).toEqual([moved]);
});

test("data becomes stale after its limit, not at it", () => {
  expect(laneState(aLane(staging, [eu], { ageMs: OLD_AFTER_MS })).name).toBe("ready");
  expect(laneState(aLane(staging, [eu], { ageMs: OLD_AFTER_MS + 1 })).name).toBe("stale");
});
