import { expect, test } from "vitest";
import { Sections } from "./sections";

function sectionsOf(lines: string[]): Sections {
  const sections = new Sections();
  lines.forEach((line, index) => {
    sections.take(line, index);
  });
  return sections;
}

test("names the sections of a Node.js build and maps them to phases", () => {
  const { list } = sectionsOf([
    "-----> Building on the Heroku-24 stack",
    "-----> Using buildpack: heroku/nodejs",
    "-----> Node.js app detected",
    "       ",
    "-----> Creating runtime environment",
    "-----> Installing dependencies",
    "       Installing node modules (package-lock.json)",
    "-----> Build",
    "-----> Pruning devDependencies",
    "-----> Discovering process types",
    "-----> Compressing...",
    "-----> Launching...",
    "-----> Build succeeded!",
  ]);
  expect(list.map(({ line, name, phase }) => [line, name, phase])).toEqual([
    [0, "Fetch", "fetch"],
    [1, "Detect", "detect"],
    [4, "Runtime", "build"],
    [5, "Install", "build"],
    [7, "Build", "build"],
    [8, "Prune", "build"],
    [9, "Processes", "slug"],
    [10, "Slug", "slug"],
    [11, "Release", "release"],
  ]);
  expect(list[3]?.detail).toBe("Installing dependencies");
  expect(list[4]?.detail).toBe(null);
});

test("uses an unknown heading as the name, in the previous phase", () => {
  const { list } = sectionsOf(["no heading", "-----> Discovering process types", "-----> Painting the hull"]);
  expect(list[0]).toEqual({ line: 0, name: "Start", detail: null, phase: "fetch" });
  expect(list[2]).toEqual({ line: 2, name: "Painting the hull", detail: null, phase: "slug" });
});

test("finds the section of a line", () => {
  const sections = sectionsOf(["a", "-----> Build", "b", "-----> Compressing"]);
  expect([0, 1, 2, 3, 9].map((line) => sections.sectionIndexAt(line))).toEqual([0, 1, 1, 2, 2]);
  expect(new Sections().sectionIndexAt(0)).toBe(-1);
});

test("parses a long heading in linear time", () => {
  const begun = performance.now();
  const { list } = sectionsOf([`-----> Painting${" ".repeat(100_000)}the hull  `]);
  expect(performance.now() - begun).toBeLessThan(400);
  expect(list[0]?.name.endsWith("the hull")).toBe(true);
});
