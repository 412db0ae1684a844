import { describe, expect, test } from "vitest";
import { aBuild, aRelease } from "@/test/builders/objects";
import { withFacts } from "./row-facts";
import { timelineRows } from "./rows";

const running = aBuild({ id: "build-2", status: "pending", release: null, slug: null });
const rows = timelineRows([running, aBuild()], [aRelease({ current: true })]);
const kinds = (facts: { stale: boolean; crashed: boolean }) =>
  withFacts(rows, facts).map((row) => row.state.kind);

describe("withFacts", () => {
  test("returns rows unchanged while all is well", () => {
    expect(withFacts(rows, { stale: false, crashed: false })).toBe(rows);
    expect(rows.map((row) => row.state.kind)).toEqual(["live", "ok"]);
  });

  test("claims nothing about old data", () => {
    expect(kinds({ stale: true, crashed: false })).toEqual(["unknown", "unknown"]);
  });

  test("reports crashed dynos on the row that should run", () => {
    expect(kinds({ stale: false, crashed: true })).toEqual(["live", "bad"]);
  });
});
