import { expect, test } from "vitest";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { codeOf } from "./describe-release";

const rollback = aRelease({ id: "r9", version: 9, description: "Rollback to v1" });
const slug = {
  id: "slug-1",
  commit: "60883d9",
  commit_description: "From the slug",
  checksum: null,
  buildpack_provided_description: null,
  process_types: {},
  size: null,
  stack: null,
  created_at: minute(0),
  updated_at: minute(0),
  deleted_at: null,
};

test("the code of a release is that of the build of its slug", () => {
  expect(codeOf(rollback, [aBuild()], [], slug)).toEqual({
    commit: "cb6999d1",
    description: "Retry webhooks",
  });
});

test("without a build the slug determines the code, then the descriptions of releases with this slug", () => {
  expect(codeOf(rollback, [], [], slug)).toEqual({ commit: "60883d9", description: "From the slug" });
  expect(codeOf(rollback, [], [aRelease()])).toEqual({ commit: "cb6999d1", description: null });
});

test("a release before the first deploy has no code", () => {
  const initial = aRelease({ description: "Initial release", slug: null });
  expect(codeOf(initial, [aBuild({ slug: null, release: null })], [initial, aRelease()])).toEqual({
    commit: null,
    description: null,
  });
});
