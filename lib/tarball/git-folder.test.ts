import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { inTempFolder, run } from "@/test/harness/tarballs";
import { commitOf } from "./git-folder";

function readIn(folder: string) {
  return (path: string) => readFile(`${folder}/.git/${path}`, "utf8").catch(() => null);
}

function repository(folder: string): (...args: string[]) => string {
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], folder).trim();
  git("init", "-q");
  git("commit", "-q", "--allow-empty", "-m", "one");
  return git;
}

describe("commitOf", () => {
  test("reads the commit of a branch, loose, packed and detached", async () => {
    await inTempFolder(async (folder) => {
      const git = repository(folder);
      const commit = git("rev-parse", "HEAD");
      expect(await commitOf(readIn(folder))).toBe(commit);
      git("pack-refs", "--all");
      expect(await commitOf(readIn(folder))).toBe(commit);
      git("checkout", "-q", "--detach");
      expect(await commitOf(readIn(folder))).toBe(commit);
    });
  });

  test("prefers the loose ref, which is newer than the packed one", async () => {
    await inTempFolder(async (folder) => {
      const git = repository(folder);
      git("pack-refs", "--all");
      git("commit", "-q", "--allow-empty", "-m", "two");
      expect(await commitOf(readIn(folder))).toBe(git("rev-parse", "HEAD"));
    });
  });

  test("returns null before the first commit and without a git folder", async () => {
    await inTempFolder(async (folder) => {
      expect(await commitOf(readIn(folder))).toBe(null);
      run("git", ["init", "-q"], folder);
      expect(await commitOf(readIn(folder))).toBe(null);
    });
  });
});
