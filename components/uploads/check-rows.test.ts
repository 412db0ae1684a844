import { describe, expect, test } from "vitest";
import type { Inspection } from "@/lib/tarball/inspect";
import { checkRows } from "./check-rows";

const found: Inspection = {
  bytes: 9_800_000,
  sha256: `9f2c${"0".repeat(56)}41d7`,
  files: 1204,
  unpacked: 48_000_000,
  wrapping: "example-app-main",
  detected: { languages: ["Node.js"], files: ["package.json", "Procfile"] },
  links: 0,
  leaving: [],
  secrets: [],
  commit: null,
  warnings: [],
  web: true,
};
const texts = (rows: ReturnType<typeof checkRows>) =>
  rows.map(({ kind, label, detail }) => `${kind} ${label}${detail && ` | ${detail}`}`);

describe("checkRows", () => {
  test("lists the contents of a tarball", () => {
    expect(texts(checkRows("tarball", null, found))).toEqual([
      "ok gzip and tar, read to the end | sha256 9f2c…41d7",
      "ok Node.js found | package.json, Procfile",
      "ok 1,204 files | 48.0 MB unpacked",
      "ok Nothing outside the folder | 0 links",
      "ok Wrapping folder removed | example-app-main/",
    ]);
  });

  test("lists the contents of a packed folder, without its parent path", () => {
    expect(texts(checkRows("folder", null, { ...found, wrapping: null }))).toEqual([
      "ok Packed and read back | sha256 9f2c…41d7",
      "ok Node.js found | package.json, Procfile",
      "ok Nothing outside the folder | 0 links followed",
    ]);
  });

  test("updates in place: the rows exist before their results are known", () => {
    const ids = (rows: ReturnType<typeof checkRows>) => rows.map(({ id }) => id);
    const waiting = checkRows("tarball", { done: 41e6, total: 120e6, unit: "bytes" }, null);
    expect(texts(waiting)).toEqual([
      "live Reading | 41.0 MB of 120 MB",
      "unknown Language",
      "unknown Files",
      "unknown Paths and links",
    ]);
    expect(ids(checkRows("tarball", null, found)).slice(0, 4)).toEqual(ids(waiting));
    expect(ids(checkRows("folder", null, found)).slice(0, 3)).toEqual(ids(checkRows("folder", null, null)));
  });

  test("warns of possible failures without an error", () => {
    const doubtful = {
      ...found,
      wrapping: null,
      detected: { languages: [], files: [] },
      leaving: ["b/out"],
      secrets: [{ path: ".env", what: "environment values" }],
    };
    expect(texts(checkRows("tarball", null, doubtful)).filter((text) => text.startsWith("warn"))).toEqual([
      "warn No language found | no package.json or Procfile at the top",
      "warn 1 link leaves the folder | b/out",
      "warn May hold secrets | .env",
    ]);
  });

  test("lists the warnings of the worker, and a web process that the release would remove", () => {
    const warnings = [
      { id: "lfs" as const, label: "model.bin is a Git LFS pointer", detail: "12,345 bytes missing" },
      { id: "end" as const, label: "The archive has no end mark", detail: "it may be cut off" },
    ];
    const worker = { ...found, warnings, web: false };
    expect(texts(checkRows("tarball", null, worker, true)).slice(-3)).toEqual([
      "warn model.bin is a Git LFS pointer | 12,345 bytes missing",
      "warn The archive has no end mark | it may be cut off",
      "warn Removes the process type web | the app would stop answering",
    ]);
    for (const [web, runsWeb] of [
      [false, false],
      [null, true],
      [true, true],
    ] as const) {
      expect(texts(checkRows("tarball", null, { ...found, web }, runsWeb)).join()).not.toContain("Removes");
    }
  });

  test("accepts a Procfile alone", () => {
    const detected = { languages: [], files: ["Procfile"] };
    expect(texts(checkRows("tarball", null, { ...found, detected }))[1]).toBe("ok Procfile found | Procfile");
  });
});
