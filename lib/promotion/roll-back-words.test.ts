import { describe, expect, test } from "vitest";
import { causeOf } from "@/lib/timeline/describe";
import { aRelease } from "@/test/builders/objects";
import { changedNames, codeOnlyDescription, ranWords, restoredWords, staysWords } from "./roll-back-words";

const HOUR = 3_600_000;
const ran = (ranMs: number | null, codeMs = ranMs) => ({
  release: aRelease(),
  kept: { until: "2026-06-11T10:01:00.000Z", rank: 3, newest: 20 },
  onlyConfig: false,
  sameAsNow: false,
  avoid: false,
  ranMs,
  codeMs,
});

describe("the text of a rollback", () => {
  test("tells how long a release ran, and crashes only if they are known", () => {
    expect(ranWords(ran(15 * HOUR), 0)).toBe("ran 15 h without a crash");
    expect(ranWords(ran(2 * HOUR), 3)).toBe("ran 2 h, 3 crashes");
    expect(ranWords(ran(2 * HOUR), 1)).toBe("ran 2 h, 1 crash");
    expect(ranWords(ran(5 * HOUR), null)).toBe("ran 5 h");
    expect(ranWords(ran(60_000, 144 * HOUR), null)).toBe("ran 1 m, its code 6 d");
    expect(ranWords(ran(null), null)).toBe("ran before what is shown here");
  });

  test("tells what a rollback restores", () => {
    expect(restoredWords(true, 2)).toBe("Code and 2 config names:");
    expect(restoredWords(true, 1)).toBe("Code and 1 config name:");
    expect(restoredWords(true, 0)).toBe("Code. No config var differs.");
    expect(restoredWords(false, 1)).toBe("The same code as now and 1 config name:");
    expect(restoredWords(true, null)).toBe("Code and the config vars of that time.");
    expect(changedNames({ added: ["B"], removed: ["A"], changed: ["C"] })).toEqual(["A", "B", "C"]);
  });

  test("tells what is unaffected, and whether the release phase runs", () => {
    expect(staysWords(true, 20_000)).toBe(
      "The database stays as it is. The release phase runs again (about 20 s).",
    );
    expect(staysWords(true, null)).toBe("The database stays as it is. The release phase runs again.");
    expect(staysWords(false, 20_000)).toBe("The database stays as it is.");
  });

  test("the description says that only the code was restored", () => {
    expect(causeOf(codeOnlyDescription(41))).toEqual({ kind: "rollback", version: 41, codeOnly: true });
  });
});
