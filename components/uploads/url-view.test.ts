import { describe, expect, test } from "vitest";
import { urlBuild } from "./url-view";

const url = "https://github.com/heroku/node-js-sample/archive/cb6999d.tar.gz";
const fields = { url, version: null, description: "", checksum: "" };
const digits = "ab".repeat(32);

describe("urlBuild", () => {
  test("proposes the version in the URL and omits empty fields", () => {
    expect(urlBuild(fields)).toEqual({ body: { source_blob: { url, version: "cb6999d" } } });
    expect(urlBuild({ ...fields, version: "" })).toEqual({ body: { source_blob: { url } } });
  });

  test("includes all fields", () => {
    expect(urlBuild({ url: ` ${url} `, version: "v2", description: " Faster ", checksum: digits })).toEqual({
      body: {
        source_blob: { url, version: "v2", version_description: "Faster", checksum: `SHA256:${digits}` },
      },
    });
  });

  test.each([
    ["", "", { url: "Enter the address of a tarball." }],
    ["github.com/a/b", "", { url: "This must be an http or https address." }],
    ["file:///etc/passwd", "", { url: "This must be an http or https address." }],
    [url, "abc", { checksum: "This must be SHA256: and 64 hexadecimal digits." }],
  ])("refuses %s with checksum %s", (address, checksum, errors) => {
    expect(urlBuild({ ...fields, url: address, checksum })).toEqual({ errors });
  });
});
