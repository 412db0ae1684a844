import { expect, test } from "vitest";
import { aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { aheadText, leadingSource, nextStageOf, pipelineLanes, stageAhead, stageLanes } from "./lanes";

const running = (version: number, slug: string | null, history: string[] = []) => {
  const past = history.map((id, index) =>
    aRelease({ id: `r${index + 1}`, version: index + 1, slug: { id }, created_at: minute(index) }),
  );
  const current = slug
    ? aRelease({ id: `r${version}`, version, slug: { id: slug }, current: true, created_at: minute(version) })
    : null;
  return { current, releases: current ? [...past, current] : past, builds: [], slug: null };
};

test("a lane connects each stage with the next one that has apps; review and test apps have none", () => {
  const stages = ["production", "review", "development", "test"].map((stage) => ({ stage, apps: [stage] }));
  expect(stageLanes([...stages, { stage: "staging", apps: [] }])).toEqual([
    { from: "development", to: "production", sources: ["development"], targets: ["production"] },
  ]);
  expect(stageLanes([{ stage: "staging", apps: ["a"] }])).toEqual([]);
});

test("a stage is as far behind as its furthest app", () => {
  const source = running(3, "c", ["a", "b"]);
  const [one, two, same] = [running(9, "b"), running(9, "a"), running(9, "c")];
  const ahead = stageAhead(source, [one, same, two]);
  expect(ahead).toEqual({ kind: "ahead", count: 2, behind: [one, two] });
  expect(aheadText(ahead, "staging", "production")).toBe("staging is 2 ahead");
});

test("has text for differences that cannot be counted", () => {
  const words = (source: ReturnType<typeof running>, target: ReturnType<typeof running>) =>
    aheadText(stageAhead(source, [target]), "staging", "production");
  expect(words(running(1, "a"), running(9, "a"))).toBe("all on the same slug");
  expect(words(running(1, "a"), running(9, "z"))).toBe("production runs other code");
  expect(words(running(1, null), running(9, "z"))).toBe("nothing runs in staging");
});

test("the leading source is the newest one that has something to promote", () => {
  const [old, ahead, newest] = [running(1, "a"), running(5, "b"), running(9, "z")];
  const lane = {
    from: "staging",
    to: "production",
    sources: [old, newest, ahead],
    targets: [running(3, "z")],
  };
  expect(leadingSource(lane)).toBe(ahead);
  expect(leadingSource({ ...lane, sources: [newest] })).toBe(newest);
});

const source = { hidden: false as const, ...aReviewApp() };
const hidden = { hidden: true as const, app: { id: "app-hidden" } };
const pipeline = {
  stages: [
    { stage: "staging", apps: [source, hidden] },
    { stage: "production", apps: [aTarget(), hidden] },
  ],
};

test("hidden apps are neither source nor target", () => {
  expect(pipelineLanes(pipeline)).toMatchObject([
    { sources: [{ app: { id: "app-1" } }], targets: [{ app: { id: "app-eu" } }] },
  ]);
  expect(
    pipelineLanes({
      stages: [
        { stage: "staging", apps: [source] },
        { stage: "production", apps: [hidden] },
      ],
    }),
  ).toEqual([]);
});

test("the downstream stage of an app is found by the app's id", () => {
  const next = nextStageOf(pipeline, "app-1");
  expect(next).toMatchObject({
    lane: { from: "staging", to: "production" },
    isLeading: true,
    ahead: { kind: "other" },
  });
  expect(next?.ahead.behind.map(({ app }) => app.id)).toEqual(["app-eu"]);
  expect(nextStageOf(pipeline, "app-eu")).toBeNull();
  expect(nextStageOf(pipeline, "app-hidden")).toBeNull();
});
