import { describe, expect, test } from "vitest";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import type { ReviewApp } from "@/lib/schemas/review";
import { aDyno, aRelease, minute } from "@/test/builders/objects";
import { aHold, aReviewApp, aSlug, aTarget } from "@/test/builders/review";
import { laneSource } from "./lane-source";
import { type LaneFailure, type LaneInput, labelText, laneState, STALE_MS } from "./lane-state";
import { laneTargets } from "./lane-target";

const v12 = aRelease({ version: 12, current: true });
const staging = aReviewApp({ current: v12, newest: v12, releases: [v12], stage: "staging" });
const eu = aTarget();
const us = (differs: Partial<ReviewApp> = {}) => {
  const v31 = aRelease({ id: "release-31", version: 31, current: true, slug: { id: "slug-0" } });
  const app = { id: "app-us", name: "example-app-production-us" };
  return aTarget({ app, region: "us", current: v31, newest: v31, releases: [v31], ...differs });
};
const hidden: PipelineApp = { hidden: true, app: { id: "app-hidden" } };

function input(source: ReviewApp, targets: PipelineApp[], differs: Partial<LaneInput> = {}): LaneInput {
  return {
    source: laneSource(source),
    targets: laneTargets(source, targets, "production"),
    ticked: targets.map((target) => target.app.id),
    reading: null,
    ageMs: 4_000,
    offline: false,
    sending: "idle",
    failure: null,
    override: { open: false, reason: "" },
    ...differs,
  };
}

const failure = (id: string, differs: Partial<LaneFailure> = {}): LaneFailure => ({
  id,
  message: `${id} happened.`,
  moved: [],
  holds: [],
  ...differs,
});

const moved = {
  app: eu.app,
  role: "target",
  expected: { id: "release-33", version: 33 },
  current: { id: "release-34", version: 34, commit: "7be0d11" },
  pending: null,
} as const;

const lacking = us({ config_names: [] });
const newer = (status: "failed" | "pending" | "expired", release_phase = true) => ({
  ...staging,
  newest: aRelease({ id: "release-13", version: 13, status, release_phase }),
});
const same = { current: aRelease({ id: "release-33", version: 33, current: true }), slug: aSlug() };
const two = { ...staging, config_names: ["A", "B"] };
const locked = aTarget({ holds: [aHold()] });
const marked = { ...staging, holds: [aHold({ kind: "slug", slug: { id: "slug-1" } })] };
const elsewhere = {
  ...staging,
  holds: [aHold({ kind: "app" }), aHold({ kind: "slug", slug: { id: "old" } })],
};

const PROMOTE = "Promote v12 cb6999d → 2 apps";

describe("each state of the button", () => {
  test.each<[string, LaneInput, string, string, string, string[]]>([
    [
      "same slug",
      input(staging, [aTarget(same)]),
      "same",
      "none",
      "",
      ["production already runs this slug (v33)"],
    ],
    [
      "same slug on several",
      input(staging, [aTarget(same), us({ ...same, current: aRelease({ version: 31, current: true }) })]),
      "same",
      "none",
      "",
      ["production already runs this slug (v33 in eu, v31 in us)"],
    ],
    ["reading", input(staging, [], { reading: 3 }), "reading", "disabled", "Reading 3 apps…", []],
    ["reading one", input(staging, [], { reading: 1 }), "reading", "disabled", "Reading 1 app…", []],
    ["ready", input(staging, [eu, us()]), "ready", "ink", PROMOTE, ["replaces v33 in eu, v31 in us"]],
    [
      "ready, one target",
      input(staging, [eu]),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production",
      ["replaces v33"],
    ],
    [
      "ready, one of two ticked",
      input(staging, [eu, us()], { ticked: ["app-us"] }),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production-us",
      ["replaces v31"],
    ],
    [
      "ready, nothing runs there",
      input(staging, [eu, us({ current: null, newest: null })]),
      "ready",
      "ink",
      PROMOTE,
      ["replaces v33 in eu; the first to run in us"],
    ],
    [
      "ready, with warnings",
      input(two, [aTarget({ config_names: ["A", "B"] }), lacking]),
      "ready",
      "ink",
      PROMOTE,
      ["2 config names are missing in us"],
    ],
    ["nothing ticked", input(staging, [eu], { ticked: [] }), "choose", "disabled", "Choose a target", []],
    ["only hidden apps", input(staging, [hidden]), "choose", "disabled", "Choose a target", []],
    [
      "a target not allowed",
      input(staging, [aTarget({ may_deploy: false })]),
      "choose",
      "disabled",
      "Choose a target",
      [],
    ],
    [
      "a target that moves",
      input(staging, [aTarget({ newest: aRelease({ version: 34, status: "pending" }) }), us()]),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production-us",
      ["replaces v31"],
    ],
    [
      "nothing runs on the source",
      input(aReviewApp({ current: null, newest: null }), [eu]),
      "choose",
      "disabled",
      "Nothing runs in staging yet",
      [],
    ],
    [
      "newest is not current",
      input(newer("failed"), [eu, us()]),
      "ready",
      "ink",
      PROMOTE,
      ["v13 failed its release phase; this promotes v12, which runs"],
    ],
    [
      "newest failed otherwise",
      input(newer("failed", false), [eu]),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production",
      ["v13 failed; this promotes v12, which runs"],
    ],
    [
      "newest moves",
      input(newer("pending"), [eu, us()]),
      "ready",
      "ink",
      PROMOTE,
      ["v13 is still being released; this promotes v12, which runs"],
    ],
    ["locked", input(staging, [locked, us()]), "locked", "outline", "Promote past the lock…", []],
    ["marked", input(marked, [eu]), "locked", "outline", "Promote past the lock…", []],
    [
      "a lock on the source or a mark on another slug",
      input(elsewhere, [eu, us()]),
      "ready",
      "ink",
      PROMOTE,
      ["replaces v33 in eu, v31 in us"],
    ],
    [
      "a lock on a target that is not ticked",
      input(staging, [locked, us()], { ticked: ["app-us"] }),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production-us",
      ["replaces v31"],
    ],
    [
      "locked, no reason yet",
      input(staging, [locked], { override: { open: true, reason: " " } }),
      "override",
      "disabled",
      "Promote past the lock",
      [],
    ],
    [
      "locked, reason given",
      input(staging, [locked], { override: { open: true, reason: "Fixes an outage" } }),
      "override",
      "ink",
      "Promote past the lock",
      [],
    ],
    [
      "locked since",
      input(staging, [eu], { failure: failure("held", { holds: [aHold()] }) }),
      "locked",
      "outline",
      "Promote past the lock…",
      [],
    ],
    [
      "moved meanwhile",
      input(staging, [eu], { failure: failure("conflict", { moved: [moved] }) }),
      "moved",
      "outline",
      "Review again…",
      [],
    ],
    [
      "moved, and nothing says what",
      input(staging, [eu], { failure: failure("conflict") }),
      "moved",
      "outline",
      "Review again…",
      ["conflict happened."],
    ],
    [
      "stale",
      input(staging, [eu], { ageMs: 150_000 }),
      "stale",
      "disabled",
      "Data is 3 m old, reconnecting…",
      [],
    ],
    [
      "very stale",
      input(staging, [eu], { ageMs: 900_000 }),
      "stale",
      "disabled",
      "Data is 15 m old, reconnecting…",
      [],
    ],
    [
      "offline",
      input(staging, [eu], { offline: true, ageMs: 90_000 }),
      "stale",
      "disabled",
      "Data is 90 s old, reconnecting…",
      [],
    ],
    [
      "two-factor",
      input(staging, [eu], { failure: failure("two_factor") }),
      "two-factor",
      "ink",
      "Promote with code",
      [],
    ],
    [
      "two-factor behind a lock that was passed",
      input(staging, [locked], {
        failure: failure("two_factor"),
        override: { open: true, reason: "Fixes an outage" },
      }),
      "two-factor",
      "ink",
      "Promote with code",
      [],
    ],
    ["sending", input(staging, [eu], { sending: "sending" }), "sending", "disabled", "Sending once…", []],
    [
      "no answer",
      input(staging, [eu], { sending: "no answer", offline: true }),
      "no answer",
      "disabled",
      "Looking at what happened…",
      ["Heroku did not answer. Nothing is sent twice."],
    ],
    [
      "no answer, nothing was created",
      input(staging, [eu, us()], { sending: "nothing" }),
      "ready",
      "ink",
      PROMOTE,
      ["Nothing was created. Promote again", "replaces v33 in eu, v31 in us"],
    ],
    [
      "refused",
      input(staging, [eu, us()], { failure: failure("missing_scope") }),
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

test("the bar at the left is there with warnings, and only then", () => {
  expect(laneState(input(two, [aTarget({ config_names: ["A", "B"] }), lacking])).warn).toBe(true);
  expect(laneState(input(staging, [eu, us()])).warn).toBe(false);
  expect(laneState(input(newer("failed"), [eu, us()])).warn).toBe(false);
});

test("who locks and what moved is handed on", () => {
  expect(laneState(input(marked, [locked])).holds).toHaveLength(1);
  const both = { ...marked, holds: [aHold({ id: "mark", kind: "slug", slug: { id: "slug-1" } })] };
  expect(laneState(input(both, [locked])).holds.map((hold) => hold.id)).toEqual(["mark", "hold-1"]);
  expect(laneState(input(staging, [eu], { failure: failure("conflict", { moved: [moved] }) })).moved).toEqual(
    [moved],
  );
});

test("data goes stale after its limit, not at it", () => {
  expect(laneState(input(staging, [eu], { ageMs: STALE_MS })).name).toBe("ready");
  expect(laneState(input(staging, [eu], { ageMs: STALE_MS + 1 })).name).toBe("stale");
});

test("warnings name what is missing, what goes away, another stack, a crash and unknown code", () => {
  const removed = aTarget({
    config_names: [],
    slug: aSlug({ id: "slug-0", process_types: { web: "x", worker: "y" }, stack: { name: "heroku-22" } }),
  });
  const crashed = { ...staging, dynos: [aDyno({ state: "crashed" })] };
  expect(laneState(input(crashed, [removed])).lines.map((line) => line.text)).toEqual([
    "a dyno has crashed on this in staging",
    "DATABASE_URL is missing in production",
    "worker goes away in production",
    "the stack changes from heroku-22 to heroku-24 in production",
  ]);
  const first = { ...staging, releases: [v12, aRelease({ id: "r1", version: 1, slug: { id: "x" } })] };
  expect(laneState(input(first, [eu, us()])).lines[0]?.text).toBe(
    "what runs in eu and us never ran in staging",
  );
});

test("an image stands where the commit would, and a version that is no commit as it is", () => {
  const current = aRelease({
    version: 12,
    current: true,
    slug: null,
    artifacts: [{ type: "oci-image", id: "0a1b2c3d4e5f" }],
    description: "Release",
    created_at: minute(5),
  });
  const fir = aReviewApp({ current, newest: current, releases: [current], builds: [], slug: null });
  expect(labelText(laneState(input(fir, [eu, us()])))).toBe("Promote v12 0a1b2c3d → 2 apps");
});
