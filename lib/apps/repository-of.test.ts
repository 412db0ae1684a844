import { describe, expect, test } from "vitest";
import { repositoryOf } from "./repository-of";

const SHA = "cb6999d1a0244753cf89813207ad53ad906a1461";

describe("the repository of a source", () => {
  test.each([
    `https://github.com/acme/harbour/archive/${SHA}.tar.gz`,
    "https://github.com/acme/harbour/archive/refs/heads/main.tar.gz",
    "https://github.com/acme/harbour/tarball/main",
    "https://www.github.com/acme/harbour/archive/v1.tgz",
    `https://codeload.github.com/acme/harbour/tar.gz/${SHA}`,
    "https://codeload.github.com/acme/harbour/legacy.tar.gz/refs/heads/main",
    "https://api.github.com/repos/acme/harbour/tarball/main",
    "https://api.github.com/repos/acme/harbour/tarball",
    "https://github.com/acme/harbour.git",
    "https://github.com/acme/harbour",
  ])("is found in %s", (url) => {
    expect(repositoryOf(url)).toBe("https://github.com/acme/harbour");
  });

  test("keeps dots and dashes of its name", () => {
    expect(repositoryOf("https://github.com/acme-inc/my.app-2/archive/main.tar.gz")).toBe(
      "https://github.com/acme-inc/my.app-2",
    );
  });

  test.each([
    "https://s3-external-1.amazonaws.com/herokusources/1",
    "https://evil.example/github.com/acme/harbour/archive/x.tar.gz",
    "https://github.com.evil.example/acme/harbour/archive/x.tar.gz",
    "https://codeload.github.com/acme",
    "http://github.com/acme/harbour/archive/x.tar.gz",
    "https://github.com/acme",
    "https://gist.github.com/acme/harbour",
    "",
  ])("is not found in %s", (url) => {
    expect(repositoryOf(url)).toBeNull();
  });
});
