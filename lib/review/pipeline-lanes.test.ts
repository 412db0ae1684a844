import { expect, test } from "vitest";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { nextStageOf, pipelineLanes } from "./pipeline-lanes";

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
    led: true,
    ahead: { kind: "other" },
  });
  expect(next?.ahead.behind.map(({ app }) => app.id)).toEqual(["app-eu"]);
  expect(nextStageOf(pipeline, "app-eu")).toBeNull();
  expect(nextStageOf(pipeline, "app-hidden")).toBeNull();
});
