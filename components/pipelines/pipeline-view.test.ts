import { expect, test } from "vitest";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { pipelineSentence } from "./pipeline-view";

const app = (...slugs: string[]) => {
  const releases = slugs.map((id, n) =>
    aRelease({
      id: `r${n}`,
      version: n + 1,
      slug: { id },
      created_at: minute(n),
      current: n === slugs.length - 1,
    }),
  );
  const current = releases.at(-1) ?? null;
  return aReviewApp({ current, newest: current, releases, builds: [] });
};
const lane = (source: ReturnType<typeof app>, slug: string) => ({
  from: "staging",
  to: "production",
  sources: [source],
  targets: [aTarget({ current: aRelease({ slug: { id: slug } }) })],
});

test("states how far staging is ahead, and that nothing is moving", () => {
  const source = app("a", "b", "c");
  expect(pipelineSentence([lane(source, "a")], [source])).toBe(
    "Staging is 2 changes ahead of production. Nothing is moving.",
  );
  expect(pipelineSentence([lane(source, "b")], [])).toMatch(/^Staging is 1 change ahead of production\./);
});

test("has text for a difference that cannot be counted", () => {
  const words = (source: ReturnType<typeof app>, slug: string) => pipelineSentence([lane(source, slug)], []);
  expect(words(app("a"), "a")).toMatch(/^Production runs what staging runs\./);
  expect(words(app("a"), "z")).toMatch(/^Staging and production run different code\./);
  expect(words(app(), "z")).toMatch(/^Nothing runs in staging yet\./);
});

test("a difference anywhere precedes stages that are equal", () => {
  const first = { ...lane(app("a", "b"), "a"), from: "development", to: "staging" };
  expect(pipelineSentence([first, lane(app("c"), "c")], [])).toMatch(/^Development is 1 change ahead/);
});

test("names what is moving", () => {
  const building = aReviewApp({ builds: [aBuild({ status: "pending" })] });
  expect(pipelineSentence([], [building])).toBe("example-app is moving.");
  expect(pipelineSentence([], [building, building])).toBe("2 apps are moving.");
});
