import { expect, test } from "vitest";
import { type Health, reloadReason, Versions } from "./upkeep";

const HOUR = 3_600_000;
const MB = 1_000_000;

function reason(given: Partial<Health>) {
  const calm = { uptime: HOUR, hour: 12, quiet: true, version: "1", newVersion: null, memory: [] };
  return reloadReason({ ...calm, ...given });
}

const growing = Array.from({ length: 60 }, (_, minute) => 20 * MB + minute * MB);
const sawtooth = Array.from({ length: 60 }, (_, minute) => 20 * MB + (minute % 10) * 5 * MB);

test.each<[string, Partial<Health>, ReturnType<typeof reloadReason>]>([
  ["leaves a page alone that is well", {}, null],
  [
    "goes with a new version of the server, even while something is broken",
    { newVersion: "2", quiet: false },
    "version",
  ],
  ["does not go round in circles between two versions", { newVersion: "2", uptime: 59_000 }, null],
  ["begins anew after an hour of growth", { memory: growing }, "memory"],
  ["waits with that while something runs", { memory: growing, quiet: false }, null],
  ["takes what comes and goes for no growth", { memory: sawtooth }, null],
  ["does not wait with 150 MB", { memory: [151 * MB], quiet: false }, "memory"],
  ["begins anew in the night", { uptime: 13 * HOUR, hour: 3 }, "night"],
  ["begins anew after a day in any case", { uptime: 25 * HOUR, hour: 12 }, "day"],
  ["waits with that for a quiet minute", { uptime: 25 * HOUR, hour: 3, quiet: false }, null],
])("%s", (_, given, expected) => expect(reason(given)).toBe(expected));

test("treats a version as new once two answers in a row carry it", () => {
  const versions = new Versions();
  const heard = ["1", "2", "1", "2", "2"].map((version) => {
    versions.add(version);
    return versions.newer;
  });
  expect([versions.first, heard]).toEqual(["1", [null, null, null, null, "2"]]);
});
