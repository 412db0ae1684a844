import { describe, expect, test } from "vitest";
import type { Phase, Section } from "@/lib/log-viewer/engine/sections";
import { aBuild, aRelease } from "@/test/builders/objects";
import { phasesOf } from "./phase-model";

const section = (line: number, phase: Phase): Section => ({ line, name: phase, detail: null, phase });
const parts = [section(0, "fetch"), section(3, "detect"), section(5, "build"), section(9, "build")];
const arrivals = [1_000, 1_500, 1_900, 3_000, 3_500, 4_000, 4_500, 5_000, 6_000, 30_000];

const base = {
  sections: parts,
  arrivedAt: (line: number) => arrivals[line] ?? null,
  endedAt: 42_000,
  release: null,
  dynos: [],
};
const kinds = (input: Parameters<typeof phasesOf>[0]) => phasesOf(input).map((phase) => phase.kind);

describe("phasesOf", () => {
  test("marks the failed phase and the phases that were not reached", () => {
    const phases = phasesOf({ ...base, build: aBuild({ status: "failed", release: null, slug: null }) });
    expect(phases.map((phase) => phase.kind)).toEqual(["done", "done", "failed", "ahead", "ahead", "ahead"]);
    expect(phases.map((phase) => phase.took)).toEqual([2_000, 1_000, 38_000, null, null, null]);
    expect(phases[2]?.line).toBe(5);
  });

  test("marks the last phase in the output as running", () => {
    const phases = phasesOf({ ...base, build: aBuild({ status: "pending" }) });
    expect(phases[2]).toMatchObject({ kind: "running", since: 4_000, took: null });
    expect(kinds({ ...base, sections: [], build: aBuild({ status: "pending" }) })[0]).toBe("running");
  });

  test("returns no times for lines that were not observed", () => {
    const phases = phasesOf({ ...base, arrivedAt: () => null, endedAt: null, build: aBuild() });
    expect(phases.slice(0, 4).every((phase) => phase.kind === "done" && phase.took === null)).toBe(true);
  });

  test.each([
    ["pending", "running", "ahead"],
    ["failed", "failed", "ahead"],
    ["expired", "canceled", "ahead"],
    ["succeeded", "done", "done"],
  ] as const)("follows a %s release", (status, release, dynos) => {
    const all = kinds({ ...base, build: aBuild(), release: aRelease({ status }) });
    expect(all.slice(4)).toEqual([release, dynos]);
  });

  test("derives the dynos phase from the dynos of the release", () => {
    const release = aRelease({ status: "succeeded" });
    const dynos = (kind: "live" | "bad") => [{ type: "web", kind, label: "web" }];
    expect(kinds({ ...base, build: aBuild(), release, dynos: dynos("live") })[5]).toBe("running");
    expect(kinds({ ...base, build: aBuild(), release, dynos: dynos("bad") })[5]).toBe("failed");
  });

  test("marks phases of a failed build as unread until its output has been read", () => {
    const build = aBuild({ status: "failed" });
    expect(kinds({ ...base, build, endedAt: null }).slice(2)).toEqual(["unread", "unread", "ahead", "ahead"]);
    expect(kinds({ ...base, build }).slice(2)).toEqual(["failed", "ahead", "ahead", "ahead"]);
  });

  test("marks the phase in which a build was canceled", () => {
    const build = aBuild({ status: "failed", canceled_by: { id: "user-1", email: "ada@example.com" } });
    expect(kinds({ ...base, build })[2]).toBe("canceled");
  });
});
