import { expect, test } from "vitest";
import { toBuild, UpstreamBuild } from "./build";

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
