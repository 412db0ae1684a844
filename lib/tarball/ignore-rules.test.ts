import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inTempFolder, run, writeTree } from "@/test/harness/tarballs";
import { type IgnoreFile, ignoreRules } from "./ignore-rules";

const names = ["a", "b", "build", "x.log", "y.log", "[z]", "#c", "!d", "e f"];
const folders = ["", "a", "a/b", "build", "[z]", "build/a", "e f"];
const pattern = fc.oneof(
  fc.constantFrom(
    ...[
      "a",
      "a/",
      "/a",
      "b",
      "*.log",
      "!*.log",
      "!x.log",
      "/build",
      "build/",
      "!build/",
      "a/b",
      "a/**",
      "**/b",
    ],
    ...[
      "",
      "# note",
      "\\#c",
      "\\!d",
      "!a",
      "/*",
      "!/a",
      "*",
      "!*/",
      "b/x.log",
      "[a-b]",
      "?.log",
      "!/b/",
      "e f",
    ],
    ...["**/build/*.log", "a/*/x.log", "\\[z\\]", "x.log ", "build/**/y.log", "!b", "/**/a", "e\\ f"],
  ),
  fc
    .array(fc.constantFrom("a", "b", "*", "**", "/", "x", ".log", "!", "?", "build"), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join(""))
    // git matches "x.log" by "x**/.log"; two stars within a name are not a real pattern.
    .filter((text) => !/[^/]\*\*|\*\*[^/]/.test(text)),
);
const ignoreFile = fc.record({
  folder: fc.constantFrom(...folders),
  text: fc.array(pattern, { maxLength: 4 }).map((lines) => `${lines.join("\n")}\n`),
});
const files = fc.uniqueArray(ignoreFile, { selector: ({ folder }) => folder, minLength: 1, maxLength: 4 });

const paths = folders.flatMap((folder) =>
  names
    .filter((name) => !folders.includes(folder ? `${folder}/${name}` : name))
    .map((name) => (folder ? `${folder}/${name}` : name)),
);

describe("ignoreRules", () => {
  test("ignores exactly what git ignores, with .gitignore files at any depth", async () => {
    await inTempFolder((folder) => {
      run("git", ["init", "-q"], folder);
      writeTree(folder, Object.fromEntries(paths.map((path) => [path, ""])));
      fc.assert(
        fc.property(files, (ignoreFiles) => {
          const written = ignoreFiles.map(({ folder: at }) => (at ? `${at}/.gitignore` : ".gitignore"));
          writeTree(folder, Object.fromEntries(ignoreFiles.map(({ text }, i) => [written[i] ?? "", text])));
          const ignored = ignoreRules(ignoreFiles);
          try {
            expect(paths.filter(ignored).sort()).toEqual(gitIgnored(folder).sort());
          } finally {
            for (const path of written) rmSync(join(folder, path));
          }
        }),
        { numRuns: 150 },
      );
    });
  });

  test("accepts Windows line ends", () => {
    const ignored = ignoreRules([{ folder: "", text: "dist\r\n*.log\r\n" }]);
    expect(["dist/a.js", "x.log", "src/a.js"].map(ignored)).toEqual([true, true, false]);
  });

  test("ignores nothing without rules", () => {
    const none: IgnoreFile[] = [];
    expect(ignoreRules(none)("a")).toBe(false);
  });
});

/** The paths that git itself ignores, by `git status`. */
function gitIgnored(folder: string): string[] {
  const status = run(
    "git",
    ["status", "--porcelain", "-z", "--ignored=matching", "--untracked-files=all"],
    folder,
  );
  const entries = status.split("\0").filter((line) => line.startsWith("!! "));
  const ignored = entries.map((line) => line.slice(3));
  return paths.filter((path) =>
    ignored.some((rule) => rule === path || (rule.endsWith("/") && path.startsWith(rule))),
  );
}
