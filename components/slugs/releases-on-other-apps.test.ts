import { expect, test } from "vitest";
import type { PipelineApp, PipelineDetails } from "@/lib/schemas/pipeline";
import { aRelease, minute } from "@/test/builders/objects";
import { aReviewApp } from "@/test/builders/review";
import { releasesOnOtherApps } from "./releases-on-other-apps";

const slug = { id: "slug-1" };

function anApp(name: string, releases: Parameters<typeof aRelease>[0][]): PipelineApp {
  const all = releases.map((differs, index) =>
    aRelease({ id: `${name}-${index}`, current: false, version: 9 - index, ...differs }),
  );
  const current = all.find((release) => release.current) ?? null;
  return { hidden: false, ...aReviewApp({ app: { id: name, name }, releases: all, current }) };
}

const pipeline = (apps: PipelineApp[]): PipelineDetails => ({
  id: "p",
  name: "p",
  owner: null,
  couplings: [],
  created_at: minute(0),
  updated_at: minute(0),
  stages: [{ stage: "production", apps }],
  read_at: minute(0),
});

test("finds the other apps of a pipeline that run or ran a slug, running ones first", () => {
  const found = releasesOnOtherApps(
    pipeline([
      anApp("own", [{ slug, current: true }]),
      anApp("ran", [{ slug: { id: "slug-2" }, current: true }, { slug }]),
      anApp("runs", [
        { slug, status: "failed" },
        { slug, current: true },
      ]),
      anApp("never", [{ slug: { id: "slug-2" }, current: true }]),
      { hidden: true, app: { id: "hidden" } },
    ]),
    "slug-1",
    "own",
  );
  expect(found.map(({ app, release, state }) => [app.name, release.version, state.label])).toEqual([
    ["runs", 8, "runs"],
    ["ran", 8, "ran"],
  ]);
});
