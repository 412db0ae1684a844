import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packTar, textEntry, tgz } from "@/test/harness/tarballs";
import { inspected } from "@/test/harness/three-readers";

const fixture = (name: string) =>
  inspected(new Uint8Array(readFileSync(`test/fixtures/archives/${name}.tgz`)));
const source = (files: Record<string, string>) =>
  tgz(Object.entries(files).map(([name, text]) => textEntry(name, text))).then((bytes) => inspected(bytes));
const warningsOf = ({ warnings }: { warnings: { label: string; detail: string }[] }) =>
  warnings.map(({ label, detail }) => `${label}${detail && ` | ${detail}`}`);

const pointer = (size: number) =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize ${size}\n`;
const conflict = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n";
const node = { "package.json": '{"scripts":{"start":"node ."}}' };

describe("warnings about a source", () => {
  test("a Git LFS pointer and an empty submodule", async () => {
    expect(warningsOf(await fixture("git-archive"))).toEqual([
      "model.bin is a Git LFS pointer | 12,345 bytes missing",
      "lib/tide is an empty submodule",
    ]);
  });

  test.each([
    [
      { "a.bin": pointer(1), "b.bin": pointer(1_234_567) },
      "2 files are Git LFS pointers | a.bin (1 bytes missing), b.bin (1,234,567 bytes missing)",
    ],
    [{ "a.js": conflict }, "a.js has merge-conflict marks | line 2"],
    [
      { "a.js": conflict, "b/c.md": conflict.slice(2) },
      "2 files have merge-conflict marks | a.js (line 2), b/c.md (line 1)",
    ],
    [{ ".gitmodules": '[submodule "x"]\n\tpath = x\n', "x/readme": "" }, undefined],
    [{ "rst.txt": "Title\n=======\n", "docs/lfs.md": `Like this:\n${pointer(1)}` }, undefined],
    [{ "node_modules/a/b.js": conflict }, undefined],
    [
      { Procfile: "web : node .\n# ok\n\nworker: x\nnonsense" },
      'Line 1 of the Procfile is not read | not "type: command": web : node .',
    ],
    [{ "package.json": "{" }, "package.json cannot be read"],
    [
      { "package.json": '{"scripts":{"start":"x","build":5}}' },
      "The script build in package.json is not text | npm leaves it out",
    ],
    [{ README: "", readme: "" }, "README differs from another name only in case or accents | readme"],
    [{ "caf\u00e9": "", "cafe\u0301": "" }, "differs from another name only in case or accents"],
    [{ "etc\\unit": "" }, "etc\\unit has a backslash in its name"],
  ])("%j: %s", async (files: Record<string, string>, warning) => {
    const warnings = warningsOf(await source({ ...node, ...files }));
    if (warning === undefined) expect(warnings).toEqual([]);
    else expect(warnings.join("\n")).toContain(warning);
  });

  test("an archive without an end mark", async () => {
    const open = packTar([textEntry("package.json", "{}")]).slice(0, -1024);
    expect(warningsOf(await inspected(new Uint8Array(gzipSync(open))))).toEqual([
      "The archive has no end mark | it may be cut off",
    ]);
  });

  test.each([
    ["procfile-utf16", "The Procfile is UTF-16 | it is not read; save it as UTF-8", true],
    [
      "procfile-bom",
      "The Procfile begins with a byte order mark | Heroku may not read its first line; save it without",
      true,
    ],
    [
      "procfile-space-colon",
      'Line 1 of the Procfile is not read | not "type: command": web : node server.js',
      true,
    ],
    [
      "procfile-quote",
      'Line 1 of the Procfile is not read | not "type: command": "web: node server.js"',
      true,
    ],
    ["procfile-worker-only", "", true],
    ["macos-wrapper", "", true],
  ])("%s: %s", async (name, warning, web) => {
    const found = await fixture(name);
    expect(warningsOf(found).join("\n")).toContain(warning);
    expect(found.web).toBe(web);
    expect(found.detected.languages).toEqual(["Node.js"]);
    if (name === "macos-wrapper") expect(found.wrapping).toBe("quay-1.0");
  });
});

test.each([
  [{ Procfile: "worker: x" }, false],
  [{ Procfile: "web: x" }, true],
  [{ "package.json": "{}", Procfile: "worker: x" }, false],
  [{ "package.json": "{}", "server.js": "" }, true],
  [{ ...node, Procfile: "worker: x" }, true],
  [{ Gemfile: "", Procfile: "worker: x" }, null],
  [{ "w/package.json": '{"scripts":{"start":"x"}}', "w/Procfile": "worker: x", "._w": "" }, true],
  // Both files count at the top only.
  [{ "a/package.json": '{"scripts":{"start":"x"}}', "b/Procfile": "web: x" }, false],
])("%j has web: %s", async (files: Record<string, string>, web) => {
  expect((await source(files)).web).toBe(web);
});
