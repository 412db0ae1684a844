import { describe, expect, test } from "vitest";
import { proposeVersion } from "./propose-version";

const commit = "d81c0a3f00000000000000000000000000000000";
const tarball = (name: string) => ({ kind: "tarball" as const, name, file: new File([], name) });
const found = { commit: null, wrapping: null };

describe("proposeVersion", () => {
  test.each([
    [
      { kind: "folder" as const, name: "app-1.0.0", files: [], rest: null },
      commit,
      null,
      commit,
      "from the git folder",
    ],
    [
      { kind: "folder" as const, name: "app-1.0.0", files: [], rest: null },
      null,
      found,
      "1.0.0",
      "from the folder name",
    ],
    [tarball("app-1.2.3.tgz"), null, null, "1.2.3", "from the file name"],
    [tarball("app-1.2.3.tgz"), null, { ...found, commit }, "1.2.3", "from the file name"],
    [tarball("app-d81c0a3.tgz"), null, { ...found, commit }, commit, "from the file name"],
    [tarball("main.tar.gz"), null, { ...found, commit }, commit, "from git archive"],
    [
      tarball("master.tar.gz"),
      null,
      { ...found, wrapping: "app-cb6999d" },
      "cb6999d",
      "from the wrapping folder",
    ],
  ])("proposes the version of %o", (source, git, inspection, version, from) => {
    expect(proposeVersion(source, git, inspection)).toEqual({ version, from });
  });

  test("returns null without a commit or a version in a name", () => {
    expect(proposeVersion(tarball("app.tgz"), null, found)).toBe(null);
  });
});
