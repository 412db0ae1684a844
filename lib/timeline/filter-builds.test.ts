import { expect, test } from "vitest";
import { aBuild } from "@/test/builders/objects";
import { type BuildFilter, filterBuilds } from "./filter-builds";

const kenji = { id: "user-kenji", email: "kenji@example.com" };
const source = (version: string | null, version_description: string | null) => ({
  source_blob: { url: null, checksum: null, version, version_description },
});
const builds = [
  aBuild({ id: "b5", status: "pending", user: kenji, ...source("e07c4d9", null) }),
  aBuild({ id: "b4", status: "failed", canceled_by: kenji, user: kenji, ...source("7d20be1", "Try it") }),
  aBuild({ id: "b3", status: "failed", ...source("f41d0a6", "Move invoices") }),
  aBuild({ id: "b2", ...source("v1.3.0", "Retry webhooks") }),
  aBuild({ id: "b1", ...source(null, null) }),
];
const ids = (filter: Partial<BuildFilter>) =>
  filterBuilds(builds, { state: null, who: null, version: null, ...filter }).map((build) => build.id);

test.each<[Partial<BuildFilter>, string[]]>([
  [{}, ["b5", "b4", "b3", "b2", "b1"]],
  [{ state: "building" }, ["b5"]],
  [{ state: "built" }, ["b2", "b1"]],
  [{ state: "failed" }, ["b3"]],
  [{ state: "canceled" }, ["b4"]],
  [{ who: "kenji" }, ["b5", "b4"]],
  [{ version: "F41D" }, ["b3"]],
  [{ version: "webhooks" }, ["b2"]],
  [{ state: "failed", who: "Kenji" }, []],
])("%j", (filter, expected) => {
  expect(ids(filter)).toEqual(expected);
});
