import { expect, test } from "vitest";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { builtRows, promotedRows } from "./built-rows";

const build = (n: number, differs: Parameters<typeof aBuild>[0] = {}) =>
  aBuild({
    id: `b${n}`,
    slug: { id: `s${n}` },
    release: { id: `r${n}` },
    created_at: minute(n),
    source_blob: { url: null, version: `c${n}`, version_description: `change ${n}`, checksum: null },
    ...differs,
  });
const release = (n: number, differs: Parameters<typeof aRelease>[0] = {}) =>
  aRelease({ id: `r${n}`, version: n, slug: { id: `s${n}` }, created_at: minute(n), ...differs });

const app = aReviewApp({
  builds: [build(4), build(3, { status: "failed", slug: null, release: null }), build(1)],
  releases: [
    release(4, { current: true }),
    release(2, { slug: { id: "s1" }, description: "Set A config vars" }),
    release(1),
  ],
});

test("lists builds, newest first, without config changes", () => {
  expect(builtRows(app, []).map(({ version, kind, description }) => [version, kind, description])).toEqual([
    [4, "ok", "change 4"],
    [null, "repaired", "change 3"],
    [1, "past", "change 1"],
  ]);
});

test("lists no rollback, no promotion and no slug of another app", () => {
  const others = [
    release(7, { slug: { id: "s1" }, description: "Rollback to v1" }),
    release(6, { slug: { id: "elsewhere" }, description: "Promote example-dev v8 abcdef0" }),
    release(5, { slug: { id: "by-hand" }, description: "Hot fix" }),
  ];
  const rows = builtRows({ ...app, releases: [...others, ...app.releases] }, []);
  expect(rows.map(({ version }) => version)).toEqual([4, null, 1]);
  expect(builtRows({ ...app, builds: [] }, [])).toEqual([]);
});

test("marks the build whose code runs in the next stage, whatever release it is part of", () => {
  const again = release(5, { slug: { id: "s1" }, description: "Rollback to v1" });
  const target = aTarget({ current: release(33, { slug: { id: "s1" } }) });
  const marked = (releases = app.releases) =>
    builtRows({ ...app, releases }, [target])
      .filter(({ runsIn }) => runsIn)
      .map(({ version }) => version);
  expect(marked()).toEqual([1]);
  expect(marked([again, ...app.releases])).toEqual([1]);
});

test("lists the code promoted to an app without builds once, with the text of the build that made it", () => {
  const promoted = (n: number, code: string) =>
    release(n, { slug: { id: code }, description: `Promote example-dev v${n + 5} c${code.slice(1)}00000` });
  const staging = aReviewApp({
    app: { id: "app-2", name: "example-staging" },
    builds: [],
    releases: [
      promoted(5, "s4"),
      release(4, { slug: { id: "s1" }, description: "Rollback to v2" }),
      promoted(3, "s4"),
      promoted(2, "s1"),
      release(1, { slug: { id: "s0" }, description: "Initial release" }),
    ],
    slug: null,
  });
  const target = aTarget({ current: release(33, { slug: { id: "s1" } }) });
  expect(builtRows(staging, [target])).toEqual([]);
  expect(
    promotedRows(staging, [app, staging, target], [target]).map(
      ({ version, commit, description, runsIn }) => [version, commit, description, runsIn],
    ),
  ).toEqual([
    [5, "c4", "change 4", false],
    [2, "c1", "change 1", true],
  ]);
});
