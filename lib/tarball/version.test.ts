import { describe, expect, test } from "vitest";
import { versionFromName, versionFromUrl } from "./version";

describe("versionFromName", () => {
  test.each([
    ["app-1.2.3.tgz", "1.2.3"],
    ["app-v1.2.3.tar.gz", "v1.2.3"],
    ["app-1.2.3-rc.1.tgz", "1.2.3-rc.1"],
    ["v2.0.tar.gz", "v2.0"],
    ["example-app-cb6999d.tar.gz", "cb6999d"],
    ["node-js-sample-cb6999d361a0244753cf89813207ad53ad906a14", "cb6999d361a0244753cf89813207ad53ad906a14"],
    ["cb6999d361a0244753cf89813207ad53ad906a14.tar.gz", "cb6999d361a0244753cf89813207ad53ad906a14"],
    ["example-app-cb6999d (1).tar.gz", "cb6999d"],
    ["build-20240131.tgz", "20240131"],
    ["app.tgz", null],
    ["master.tar.gz", null],
    ["source (3).tgz", null],
    ["my-facade.tgz", null],
    ["es6.tgz", null],
  ])("%s → %s", (name, version) => {
    expect(versionFromName(name)).toBe(version);
  });
});

describe("versionFromUrl", () => {
  test.each([
    ["https://github.com/heroku/node-js-sample/archive/cb6999d.tar.gz", "cb6999d"],
    ["https://github.com/heroku/node-js-sample/archive/refs/tags/v1.4.0.tar.gz?token=1", "v1.4.0"],
    ["https://github.com/heroku/node-js-sample/archive/master.tar.gz", null],
    ["not an address", null],
  ])("%s → %s", (url, version) => {
    expect(versionFromUrl(url)).toBe(version);
  });
});
