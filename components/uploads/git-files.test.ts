import { describe, expect, test } from "vitest";
import { gitFilesOf } from "./git-files";

const inGit = (files: Record<string, string>) => async (path: string) => {
  const text = files[path];
  return text === undefined ? null : { path: `.git/${path}`, file: new File([text], path) };
};
const namesOf = async (files: Record<string, string>) =>
  (await gitFilesOf(inGit(files))).map(({ path }) => path);

describe("gitFilesOf", () => {
  test("returns the files that determine the commit and the repository's own ignore rules", async () => {
    const files = {
      HEAD: "ref: refs/heads/topic/a\n",
      "refs/heads/topic/a": "d81c0a3\n",
      "packed-refs": "",
      "info/exclude": "",
      config: "",
    };
    expect(await namesOf(files)).toEqual([
      ".git/HEAD",
      ".git/refs/heads/topic/a",
      ".git/packed-refs",
      ".git/info/exclude",
    ]);
  });

  test("returns the files that exist", async () => {
    expect(await namesOf({ HEAD: "d81c0a3f" })).toEqual([".git/HEAD"]);
    expect(await namesOf({})).toEqual([]);
  });
});
