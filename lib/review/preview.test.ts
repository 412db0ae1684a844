import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReviewApp } from "@/lib/schemas/review";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aSlug, aTarget } from "@/test/builders/review";
import { previewOf } from "./preview";

/** The contents of a side, generated from few values so that two sides share some of them. */
const made = fc.record({
  slug: fc.constantFrom("slug-a", "slug-b", "slug-c"),
  process_types: fc.dictionary(
    fc.constantFrom("web", "worker", "release", "clock", "__proto__", "constructor"),
    fc.constantFrom("npm start", "node worker.js", ""),
  ),
  names: fc.option(fc.subarray(["A", "B", "C", "D", "toString"])),
  stack: fc.option(fc.constantFrom("heroku-22", "heroku-24")),
  text: fc.option(fc.constantFrom("Node.js", "Ruby")),
  size: fc.option(fc.nat(600_000_000)),
  checksum: fc.option(fc.constantFrom("SHA256:1", "SHA256:2")),
});
type Made = typeof made extends fc.Arbitrary<infer T> ? T : never;

function side(of: Made, differs: Partial<ReviewApp> = {}): ReviewApp {
  const current = aRelease({ current: true, slug: { id: of.slug } });
  return aReviewApp({
    current,
    newest: current,
    releases: [current],
    config_names: of.names,
    slug: aSlug({
      id: of.slug,
      process_types: of.process_types,
      stack: of.stack ? { name: of.stack } : null,
      buildpack_provided_description: of.text,
      size: of.size,
      checksum: of.checksum,
    }),
    ...differs,
  });
}

describe("from two live releases", () => {
  test("applying the differences to the target gives the source, and no unchanged name is listed", () => {
    fc.assert(
      fc.property(made, made, (a, b) => {
        const { processes } = previewOf(side(a), side(b));
        const [from, to] = [
          new Map(Object.entries(b.process_types)),
          new Map(Object.entries(a.process_types)),
        ];
        const built = new Map<string, string>(from);
        for (const { name } of processes?.removed ?? []) expect(built.delete(name)).toBe(true);
        for (const { name, command } of processes?.added ?? []) {
          expect(built.has(name)).toBe(false);
          built.set(name, command);
        }
        for (const change of processes?.changed ?? []) {
          expect(built.get(change.name)).toBe(change.from);
          expect(change.to).not.toBe(change.from);
          built.set(change.name, change.to);
        }
        expect([...built].sort()).toEqual([...to].sort());
        for (const { name, command } of processes?.same ?? [])
          expect([from.get(name), to.get(name)]).toEqual([command, command]);
      }),
    );
  });

  test("config names belong to the side that has them, and only if both are readable", () => {
    fc.assert(
      fc.property(made, made, (a, b) => {
        const { config } = previewOf(side(a), side(b));
        if (a.names === null || b.names === null) {
          expect(config).toBeNull();
          return;
        }
        for (const name of ["A", "B", "C", "D", "toString"]) {
          const [here, there] = [a.names.includes(name), b.names.includes(name)];
          expect(config?.missing.includes(name)).toBe(here && !there);
          expect(config?.extra.includes(name)).toBe(there && !here);
        }
      }),
    );
  });

  test("a fact is changed exactly when both sides are known and differ", () => {
    fc.assert(
      fc.property(made, made, (a, b) => {
        const preview = previewOf(side(a), side(b));
        const changed = (one: unknown, other: unknown) =>
          one === null || other === null ? null : one !== other;
        expect(preview.same).toBe(a.slug === b.slug);
        expect(preview.stack).toEqual({ from: b.stack, to: a.stack, changed: changed(a.stack, b.stack) });
        expect(preview.buildpacks.changed).toBe(changed(a.text, b.text));
        expect(preview.checksum.changed).toBe(changed(a.checksum, b.checksum));
        expect(preview.size.bytes).toBe(a.size);
        expect(preview.size.difference).toBe(a.size === null || b.size === null ? null : a.size - b.size);
        expect(preview.release_phase.runs).toBe(Object.hasOwn(a.process_types, "release"));
      }),
    );
  });

  test("equal sides have no difference", () => {
    fc.assert(
      fc.property(made, (a) => {
        const preview = previewOf(side(a), side(a));
        expect(preview.same).toBe(true);
        expect(preview.processes).toMatchObject({ added: [], removed: [], changed: [] });
        expect([preview.stack, preview.buildpacks, preview.checksum].filter((fact) => fact.changed)).toEqual(
          [],
        );
        expect(preview.size.difference ?? 0).toBe(0);
        expect(preview.config ?? { missing: [], extra: [] }).toEqual({ missing: [], extra: [] });
        expect(preview.comparison).toBeNull();
      }),
    );
  });
});

describe("the contents of a preview", () => {
  const source = aReviewApp({ repository: "https://github.com/example/app" });

  test("what is replaced, by which commit, and since when it has run", () => {
    expect(previewOf(source, aTarget()).target).toEqual({
      release: { id: "release-33", version: 33 },
      slug: "slug-0",
      image: null,
      commit: "a1b2c3d4",
      description: "Warm the price cache · promoted from example-app",
      since: minute(-60),
    });
  });

  test("the comparison between the running and the new version, if commits and repository are known", () => {
    expect(previewOf(source, aTarget()).comparison).toEqual({
      url: "https://github.com/example/app/compare/a1b2c3d4...cb6999d1",
      from: "a1b2c3d",
      to: "cb6999d",
    });
    const labelled = aBuild({ source_blob: { ...aBuild().source_blob, version: "v1.3.0" } });
    expect(previewOf({ ...source, builds: [labelled] }, aTarget()).comparison).toBeNull();
    expect(previewOf({ ...source, repository: "https://evil.example/x" }, aTarget()).comparison).toBeNull();
    expect(previewOf(aReviewApp(), aTarget()).comparison).toBeNull();
  });

  test("when it was built, and by whom only if a build of the app itself made it", () => {
    expect(previewOf(source, aTarget()).built).toEqual({ at: minute(1), user: aBuild().user });
    expect(previewOf({ ...source, builds: [] }, aTarget()).built).toEqual({ at: minute(1), user: null });
    const failed = aBuild({ id: "build-2", status: "failed", user: { id: "x", email: null } });
    expect(previewOf({ ...source, builds: [failed, aBuild()] }, aTarget()).built?.user).toEqual(
      aBuild().user,
    );
  });

  test("everything is new when nothing runs on the target", () => {
    const fresh = aTarget({ current: null, newest: null, releases: [], slug: null });
    const preview = previewOf(source, fresh);
    expect(preview.target).toBeNull();
    expect(preview.same).toBe(false);
    expect(preview.processes?.added).toEqual([{ name: "web", command: "npm start" }]);
  });

  test("a slug that could not be read is unknown, not empty", () => {
    const preview = previewOf(source, aTarget({ slug: null }));
    expect(preview.processes).toBeNull();
    expect(preview.stack.changed).toBeNull();
    expect(previewOf({ ...source, slug: null }, aTarget()).release_phase.runs).toBeNull();
    expect(previewOf({ ...source, slug: aSlug({ id: "another" }) }, aTarget()).processes).toBeNull();
  });
});
