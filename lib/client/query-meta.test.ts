import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import type { WatchEvent } from "@/lib/schemas/event";
import { aTarget } from "@/test/builders/review";
import { appQuery, appsQuery, summariesQuery } from "./apps";
import { buildQuery, buildsQuery } from "./builds";
import { dynosQuery } from "./dynos";
import { holdsQuery } from "./holds";
import { meQuery } from "./me";
import { pipelineQuery, pipelinesQuery, reviewsQuery } from "./pipelines";
import { appsOf, isChangedBy, type QueryMeta } from "./query-meta";
import { releasesQuery } from "./releases";
import { slugQuery } from "./slugs";

const app = { id: "id-1", name: "harbour" };
const build: WatchEvent = { type: "build", app, build: { id: "b", status: "pending", release: null } };
const dyno: WatchEvent = {
  type: "dyno",
  app,
  dyno: { id: "d", name: "web.1", type: "web", state: "up", version: 2 },
};
const changedApp: WatchEvent = { type: "app", app, change: "renamed" };

const client = new QueryClient();
client.setQueryData(pipelineQuery("p").queryKey, {
  id: "p",
  name: "p",
  owner: null,
  couplings: [],
  created_at: "2026-01-01T00:00:00.000Z",
  updated_at: "2026-01-01T00:00:00.000Z",
  read_at: "2026-01-01T00:00:00.000Z",
  stages: [{ stage: "staging", apps: [aTarget({ app }), { hidden: true, app: { id: "id-2" } }] }],
});

describe("the meta of a query", () => {
  test.each<[string, { meta?: QueryMeta }, string[]]>([
    ["summaries", summariesQuery(["a", "b"]), ["a", "b"]],
    ["all apps", appsQuery(), []],
    ["a build", buildQuery("a", "x"), ["a"]],
    ["all pipelines", pipelinesQuery(), []],
    ["a pipeline, without hidden apps", pipelineQuery("p"), ["harbour"]],
    ["an unread pipeline", pipelineQuery("q"), []],
    ["the account", meQuery(), []],
  ])("names the apps whose state is shown: %s", (_name, { meta }, apps) => {
    expect(appsOf(client, meta)).toEqual(apps);
  });

  test.each<[string, { meta?: QueryMeta }, boolean, boolean, boolean]>([
    ["summaries", summariesQuery(["other", "harbour"]), true, true, true],
    ["summaries of other apps", summariesQuery(["other"]), false, false, false],
    ["builds", buildsQuery("harbour"), true, false, true],
    ["a build, by the app's id", buildQuery("id-1", "b"), true, false, true],
    ["dynos", dynosQuery("harbour"), false, true, true],
    ["the app", appQuery("harbour"), false, false, true],
    ["releases", releasesQuery("harbour"), false, false, true],
    ["holds", holdsQuery("harbour"), false, false, true],
    ["a slug", slugQuery("harbour", "s"), false, false, true],
    ["builds of another app", buildsQuery("other"), false, false, false],
    ["a pipeline", pipelineQuery("p"), true, true, true],
    ["a review", reviewsQuery(["harbour"]), true, true, true],
    ["all apps", appsQuery(), false, false, false],
  ])("%s: changed by a build: %s, by a dyno: %s, by the app: %s", (_name, { meta }, ...expected) => {
    const events = [build, dyno, changedApp];
    expect(events.map((event) => isChangedBy(event, client, meta))).toEqual(expected);
  });
});
