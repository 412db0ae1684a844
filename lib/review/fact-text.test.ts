import { expect, test } from "vitest";
import { aReviewApp, aSlug, aTarget } from "@/test/builders/review";
import { groupTargets, processParts, releasePhaseText, slugParts } from "./fact-text";
import { laneTargets } from "./lane-target";
import { previewOf } from "./preview";

const of = (source: Record<string, string>, target: Record<string, string>) =>
  processParts(
    previewOf(
      aReviewApp({ slug: aSlug({ process_types: source }) }),
      aTarget({ slug: aSlug({ id: "slug-0", process_types: target }) }),
    ),
  )
    .map(({ text, changed }) => (changed ? `*${text}` : text))
    .join(" · ");

test("processes: unchanged ones are weak, changed ones strong, the release phase is left out", () => {
  expect(of({ web: "a", worker: "b", scheduler: "c" }, { web: "a", worker: "b" })).toBe(
    "web, worker same · *+ scheduler",
  );
  expect(of({ web: "a" }, { web: "b", clock: "c" })).toBe("*− clock · *web runs another command");
  expect(of({ a: "1", b: "1" }, { a: "2", b: "2" })).toBe("*a, b run other commands");
  expect(of({ web: "a", release: "b" }, { web: "a" })).toBe("web same");
  expect(of({}, {})).toBe("none");
  expect(processParts({ processes: null })[0]?.text).toBe("not known");
});

test("slug: its size and the difference, its stack, and buildpacks only if they change", () => {
  const words = (size: number | null, other: number | null, stack = "heroku-24", text = "Node.js") =>
    slugParts(
      previewOf(
        aReviewApp({ slug: aSlug({ size, stack: { name: stack }, buildpack_provided_description: text }) }),
        aTarget({ slug: aSlug({ id: "slug-0", size: other }) }),
      ),
    )
      .map((part) => part.text)
      .join(" · ");
  expect(words(48_200_000, 47_100_000)).toBe("48.2 MB, 1.1 MB more · heroku-24 same");
  expect(words(47_100_000, 48_200_000)).toBe("47.1 MB, 1.1 MB less · heroku-24 same");
  expect(words(1_000, 1_000)).toBe("1.0 kB, the same size · heroku-24 same");
  expect(words(1_000, null)).toBe("1.0 kB · heroku-24 same");
  expect(words(null, 1_000, "heroku-26", "Ruby")).toBe("heroku-24 → heroku-26 · Node.js → Ruby");
});

test("release phase: whether it runs and how long it took", () => {
  expect(releasePhaseText({ runs: true, last_ms: 130_000 })).toBe("will run, last took 2 m 10 s");
  expect(releasePhaseText({ runs: true, last_ms: null })).toBe("will run");
  expect(releasePhaseText({ runs: false, last_ms: 130_000 })).toBe("none");
  expect(releasePhaseText({ runs: null, last_ms: null })).toBe("not known whether one runs");
});

test("targets with the same text are grouped", () => {
  const apps = ["a", "b", "c"].map((id) =>
    aTarget({ app: { id, name: `app-${id}` }, last_release_phase_ms: id === "c" ? 1_000 : null }),
  );
  const targets = laneTargets(aReviewApp(), apps, "production").flatMap((target) =>
    target.hidden ? [] : [target],
  );
  const groups = groupTargets(targets, ({ preview }) => preview.release_phase);
  expect(groups.map((group) => group.targets.map((target) => target.id))).toEqual([["a", "b"], ["c"]]);
});
