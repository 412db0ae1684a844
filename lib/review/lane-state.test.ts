import { describe, expect, test } from "vitest";
import type { PipelineApp } from "@/lib/schemas/pipeline";
import { aLane, eu, staging, us, v12 } from "@/test/builders/lane";
import { aDyno, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aSlug, aTarget } from "@/test/builders/review";
import { type LaneInput, labelText, laneState } from "./lane-state";

const PROMOTE = "Promote v12 cb6999d → 2 apps";
const hidden: PipelineApp = { hidden: true, app: { id: "app-hidden" } };
const lacking = us({ config_names: [] });
const newer = (status: "failed" | "pending" | "expired", release_phase = true) => ({
  ...staging,
  newest: aRelease({ id: "release-13", version: 13, status, release_phase }),
});
const same = { current: aRelease({ id: "release-33", version: 33, current: true }), slug: aSlug() };
const crashedOn = (version: number) =>
  aDyno({ state: "crashed", release: { id: `release-${version}`, version } });
const two = { ...staging, config_names: ["A", "B"] };

describe("the button for what runs", () => {
  test.each<[string, LaneInput, string, string, string, string[]]>([
    [
      "same slug",
      aLane(staging, [aTarget(same)]),
      "same",
      "none",
      "",
      ["production already runs this slug (v33)"],
    ],
    [
      "same slug on several",
      aLane(staging, [aTarget(same), us({ ...same, current: aRelease({ version: 31, current: true }) })]),
      "same",
      "none",
      "",
      ["production already runs this slug (v33 in eu, v31 in us)"],
    ],
    [
      "same slug, crashed",
      aLane(staging, [aTarget({ ...same, dynos: [crashedOn(33)] })]),
      "ready",
      "ink",
      "Retry v12 cb6999d → example-app-production",
      ["releases it again in production"],
    ],
    [
      "same slug crashed on one, the other to be promoted to",
      aLane(staging, [aTarget({ ...same, dynos: [crashedOn(33)] }), us()]),
      "ready",
      "ink",
      PROMOTE,
      ["releases it again in eu; replaces v31 in us"],
    ],
    [
      "what runs has expired",
      aLane(aReviewApp({ ...staging, current: { ...v12, status: "expired" } }), [eu]),
      "choose",
      "disabled",
      "v12 has expired",
      [],
    ],
    ["reading", aLane(staging, [], { reading: 3 }), "reading", "disabled", "Reading 3 apps…", []],
    ["reading one", aLane(staging, [], { reading: 1 }), "reading", "disabled", "Reading 1 app…", []],
    ["ready", aLane(staging, [eu, us()]), "ready", "ink", PROMOTE, ["replaces v33 in eu, v31 in us"]],
    [
      "ready, one target",
      aLane(staging, [eu]),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production",
      ["replaces v33"],
    ],
    [
      "ready, one of two ticked",
      aLane(staging, [eu, us()], { ticked: ["app-us"] }),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production-us",
      ["replaces v31"],
    ],
    [
      "ready, nothing runs there",
      aLane(staging, [eu, us({ current: null, newest: null })]),
      "ready",
      "ink",
      PROMOTE,
      ["replaces v33 in eu; the first to run in us"],
    ],
    [
      "ready, with warnings",
      aLane(two, [aTarget({ config_names: ["A", "B"] }), lacking]),
      "ready",
      "ink",
      PROMOTE,
      ["2 config names are missing in us"],
    ],
    ["nothing ticked", aLane(staging, [eu], { ticked: [] }), "choose", "disabled", "Choose a target", []],
    ["only hidden apps", aLane(staging, [hidden]), "choose", "disabled", "Choose a target", []],
    [
      "a target not allowed",
      aLane(staging, [aTarget({ may_deploy: false })]),
      "choose",
      "disabled",
      "Choose a target",
      [],
    ],
    [
      "a target that moves",
      aLane(staging, [aTarget({ newest: aRelease({ version: 34, status: "pending" }) }), us()]),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production-us",
      ["replaces v31"],
    ],
    [
      "nothing runs on the source",
      aLane(aReviewApp({ current: null, newest: null }), [eu]),
      "choose",
      "disabled",
      "Nothing runs in staging yet",
      [],
    ],
    [
      "newest is not current",
      aLane(newer("failed"), [eu, us()]),
      "ready",
      "ink",
      PROMOTE,
      ["v13 failed its release phase; this promotes v12, which runs"],
    ],
    [
      "newest failed otherwise",
      aLane(newer("failed", false), [eu]),
      "ready",
      "ink",
      "Promote v12 cb6999d → example-app-production",
      ["v13 failed; this promotes v12, which runs"],
    ],
    [
      "newest moves",
      aLane(newer("pending"), [eu, us()]),
      "ready",
      "ink",
      PROMOTE,
      ["v13 is still being released; this promotes v12, which runs"],
    ],
  ])("%s", (_name, given, name, kind, label, lines) => {
    const state = laneState(given);
    expect([state.name, state.kind, labelText(state)]).toEqual([name, kind, label]);
    expect(state.lines.map((line) => line.text)).toEqual(lines);
  });
});

test("the bar at the left is present only with warnings", () => {
  expect(laneState(aLane(two, [aTarget({ config_names: ["A", "B"] }), lacking])).warn).toBe(true);
  expect(laneState(aLane(staging, [eu, us()])).warn).toBe(false);
  expect(laneState(aLane(newer("failed"), [eu, us()])).warn).toBe(false);
});

test("warnings name missing config, removed processes, another stack, a crash and unknown code", () => {
  const removed = aTarget({
    config_names: [],
    slug: aSlug({
      id: "slug-0",
      process_types: { web: "x", worker: "y", release: "z" },
      stack: { name: "heroku-22" },
    }),
  });
  const crashed = { ...staging, dynos: [aDyno({ state: "crashed" })] };
  expect(laneState(aLane(crashed, [removed])).lines.map((line) => line.text)).toEqual([
    "a dyno has crashed on this in staging",
    "DATABASE_URL is missing in production",
    "worker goes away in production",
    "the stack changes from heroku-22 to heroku-24 in production",
  ]);
  const first = { ...staging, releases: [v12, aRelease({ id: "r1", version: 1, slug: { id: "x" } })] };
  expect(laneState(aLane(first, [eu, us()])).lines[0]?.text).toBe(
    "what runs in eu and us never ran in staging",
  );
});

test("an image takes the place of the commit, and a version that is no commit is shown unchanged", () => {
  const current = aRelease({
    version: 12,
    current: true,
    slug: null,
    artifacts: [{ type: "oci-image", id: "0a1b2c3d4e5f" }],
    description: "Release",
    created_at: minute(5),
  });
  const fir = aReviewApp({ current, newest: current, releases: [current], builds: [], slug: null });
  expect(labelText(laneState(aLane(fir, [eu, us()])))).toBe("Promote v12 0a1b2c3d → 2 apps");
});
