import { expect, test } from "vitest";
import { aRelease } from "@/test/builders/objects";
import { aSlug } from "@/test/builders/review";
import { slugState } from "./slug-header";

const slug = aSlug();
const own = { slug: { id: slug.id } };
const other = aRelease({ id: "other", version: 9, slug: { id: "slug-2" }, current: true });

test.each([
  ["runs as v3", aRelease({ ...own, version: 3, current: true })],
  ["ran as v3", aRelease({ ...own, version: 3, current: false })],
  ["releasing as v3", aRelease({ ...own, version: 3, current: false, status: "pending" })],
  ["failed as v3", aRelease({ ...own, version: 3, current: false, status: "failed" })],
])("a slug %s", (label, release) => {
  expect(slugState(slug, [other, release]).label).toBe(label);
});

test("a slug whose retried release failed keeps the state of its earlier release", () => {
  const ran = aRelease({ ...own, id: "a", version: 3, current: false });
  const failed = aRelease({ ...own, id: "b", version: 4, current: false, status: "failed" });
  expect(slugState(slug, [failed, ran])).toEqual({ kind: "past", label: "ran as v3" });
});

test("a slug without a release here shows its progress", () => {
  expect(slugState(slug, [other]).label).toBe("never released here");
  expect(slugState(aSlug({ size: null }), []).label).toBe("registered, not uploaded yet");
  expect(slugState(aSlug({ deleted_at: slug.created_at }), []).label).toBe("deleted by Heroku");
});
