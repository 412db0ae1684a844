import { expect, test } from "vitest";
import type { Dyno } from "@/lib/schemas/dyno";
import { aDyno } from "@/test/builders/objects";
import { crashedDynos, dynoFacts } from "./dyno-facts";

const web = (quantity: number) => [{ type: "web", quantity, size: "Basic", command: "npm start" }];
const two = (first: Partial<Dyno>, second: Partial<Dyno>) => [
  aDyno(first),
  aDyno({ id: "dyno-2", name: "web.2", ...second }),
];

test.each([
  ["all up", two({}, {}), 2, 1, "web up 2/2", "ok"],
  ["idle counts as up", two({}, { state: "idle" }), 2, 1, "web up 2/2", "ok"],
  ["one starts", two({}, { state: "starting" }), 2, 1, "web starting 1/2", "live"],
  ["not there yet", [], 1, 1, "web starting 0/1", "live"],
  ["one crashed", two({ state: "crashed" }, {}), 2, 1, "web crashed 1/2", "bad"],
  ["switched off", [], 0, 1, "web off", "canceled"],
  ["still on the version before", two({}, {}), 2, 2, "web old version still up", "warn"],
  ["an unknown state", [aDyno({ state: "unknown" })], 1, 1, "web unknown", "unknown"],
])("%s", (_, dynos, quantity, current, label, kind) => {
  expect(dynoFacts(dynos, web(quantity), current)).toEqual([{ type: "web", kind, label }]);
});

test("web comes first; one-off dynos and the release phase are left out", () => {
  const worker = aDyno({ id: "d2", name: "worker.1", type: "worker" });
  const run = aDyno({ id: "d3", name: "run.1234", type: "run", state: "crashed" });
  const formation = [{ type: "release", quantity: 0, size: "", command: "migrate" }, ...web(1)];
  const labels = dynoFacts([worker, run, aDyno()], formation, 1).map((fact) => fact.label);
  expect(labels).toEqual(["web up 1/1", "worker up 1/1"]);
  expect(crashedDynos([run])).toEqual([]);
});
