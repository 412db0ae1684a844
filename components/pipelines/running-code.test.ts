import { expect, test } from "vitest";
import { aBuild, aRelease } from "@/test/builders/objects";
import { aReviewApp } from "@/test/builders/review";
import { runningCode } from "./running-code";

const running = (differs: Parameters<typeof aRelease>[0], app: Parameters<typeof aReviewApp>[0] = {}) => {
  const current = aRelease({ id: "r9", version: 9, current: true, ...differs });
  return aReviewApp({ current, newest: current, releases: [current], builds: [], slug: null, ...app });
};

test("an app without slugs is identified by its commit, else by its image", () => {
  const fir = {
    slug: null,
    artifacts: [{ type: "oci-image", id: "9f2c51d0-6f0e" }],
    description: "Deployed web",
  };
  const image = {
    id: "9f2c51d0-6f0e",
    digest: "sha256:7d20be1aa",
    commit: null,
    commit_description: null,
    stack: "heroku-24",
    process_types: {},
    created_at: "2026-05-12T10:00:00.000Z",
  };
  expect(runningCode(running(fir), [])).toMatchObject({ version: 9, commit: "image 9f2c51d0" });
  expect(runningCode(running(fir, { image }), []).commit).toBe("image 7d20be1a");
  expect(runningCode(running(fir, { image: { ...image, commit: "cb6999d1" } }), []).commit).toBe("cb6999d1");
});

test("a config change keeps the description of the code, followed by its own cause", () => {
  const deploy = aRelease({ id: "r8", version: 8, slug: { id: "s" } });
  const before = aRelease({ id: "r7", version: 7, slug: { id: "old" } });
  const app = running({ slug: { id: "s" }, description: "Set LOG_LEVEL config vars" });
  const releases = [...app.releases, deploy, before];
  expect(
    runningCode({ ...app, releases, builds: [aBuild({ slug: { id: "s" }, release: { id: "r8" } })] }, []),
  ).toEqual({
    version: 9,
    commit: "cb6999d1",
    description: "Retry webhooks · set LOG_LEVEL",
  });
});

test("has text when nothing runs", () => {
  expect(runningCode(aReviewApp({ current: null }), []).description).toBe("Nothing released yet");
  expect(runningCode(running({ slug: null }), []).description).toBe("no code yet");
});
