import { expect, test } from "vitest";
import { sourceExpiry, toBuild, UpstreamBuild } from "./build";

const SECRET = "s3cret";

test.each([
  `https://${SECRET}@github.com/acme/pack`,
  `https://bot:${SECRET}@x@github.com/acme/pack`,
  `https://bot:x@${SECRET}@github.com/acme/pack`,
  `https://github.com/acme/pack?token=${SECRET}`,
  `https://github.com/acme/pack#${SECRET}`,
])("a build contains neither the credentials nor the query of %s", (url) => {
  const upstream = UpstreamBuild.parse({
    id: "b",
    app: { id: "a" },
    buildpacks: [{ name: url }, { url }, { name: "heroku/nodejs", url }],
    source_blob: { url },
    output_stream_url: `https://build-output.heroku.com/streams/x?X-Amz-Signature=${SECRET}`,
  });
  const build = toBuild(upstream, null);
  expect(JSON.stringify(build)).not.toContain(SECRET);
  const shown = "https://github.com/acme/pack";
  expect(build.source_blob.url).toBe(shown);
  expect(build.buildpacks.map((pack) => pack.name)).toEqual([shown, shown, "heroku/nodejs"]);
});

const CREATED = "2026-05-12T10:00:00.000Z";

test.each([
  ["https://github.com/heroku/node-js-getting-started/archive/main.tar.gz?token=secret", null],
  [
    "http://127.0.0.1:3002/sources/1?X-Amz-Date=20260512T095900Z&X-Amz-Expires=3600",
    "2026-05-12T10:59:00.000Z",
  ],
  ["https://s3.amazonaws.com/herokusources/1?Signature=x&Expires=1778583600", "2026-05-12T11:00:00.000Z"],
  ["https://s3-external-1.amazonaws.com/herokusources/1", "2026-05-12T11:00:00.000Z"],
  ["not a url", null],
])("sourceExpiry returns the expiry of %s", (url, expected) => {
  expect(sourceExpiry(url, CREATED)).toBe(expected);
});
