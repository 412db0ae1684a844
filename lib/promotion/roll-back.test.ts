import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Release } from "@/lib/schemas/release";
import { causeOf } from "@/lib/timeline/describe";
import { aRelease, minute } from "@/test/builders/objects";
import {
  changedNames,
  codeOnlyDescription,
  crashesIn,
  lastReleasePhaseMs,
  ranText,
  replacedByRollback,
  restoredText,
  rollBackChoices,
  unaffectedByRollBack,
} from "./roll-back";

const release = (version: number, at: number, slug: string, differs: Partial<Release> = {}) =>
  aRelease({ id: `r${version}`, version, created_at: minute(at), slug: { id: slug }, ...differs });

/** v7 to v12 of an app; v8 and v9 changed only the config. */
const history = [
  release(12, 1571, "s12", { current: true }),
  release(11, 1414, "s11"),
  release(10, 522, "s10"),
  release(9, 420, "s5", { description: "Set QUEUE_SIZE config vars" }),
  release(8, 419, "s5", { description: "Set WEBHOOK_URL config vars" }),
  release(7, 143, "s5", { description: "Rollback to v5" }),
  release(6, 100, "s6"),
  release(5, 0, "s5"),
];

const versions = (list: readonly { release: Release }[]) => list.map((each) => each.release.version);

describe("the releases that an app can roll back to", () => {
  test("preselects the longest-running of the last three that changed code, before the newest", () => {
    const { preselected, shown, older } = rollBackChoices(history);
    expect(preselected?.release.version).toBe(10);
    expect(versions(shown)).toEqual([10, 11, 7]);
    expect(versions(older)).toEqual([9, 8, 6, 5]);
    expect(older.map((each) => each.onlyConfig)).toEqual([true, true, false, false]);
  });

  test("offers none of 60 releases that expired, and each one has its retention", () => {
    const sixty = Array.from({ length: 60 }, (_, index) => {
      const version = 60 - index;
      const expired = version <= 40 ? ({ status: "expired", ran: "ran", slug: null } as const) : {};
      return release(version, version * 10, `s${version}`, { current: version === 60, ...expired });
    });
    const { shown, older } = rollBackChoices(sixty);
    expect(versions([...shown, ...older]).sort()).toEqual(
      Array.from({ length: 19 }, (_, index) => 41 + index),
    );
    expect([...shown, ...older].map(({ retention }) => retention.rank).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 19 }, (_, index) => index + 2),
    );
    expect(older.at(-1)?.retention).toEqual({ until: "2026-06-11T16:50:00.000Z", rank: 20, newest: 20 });
  });

  test("offers no expired release, whatever else upstream reports", () => {
    const odd = release(11, 1414, "s11", { status: "expired", ran: "ran", eligible_for_rollback: true });
    const { shown, older } = rollBackChoices([history[0] ?? odd, odd]);
    expect([...shown, ...older]).toEqual([]);
  });

  test("reports how long each release was current, and how long its code ran", () => {
    const { shown } = rollBackChoices(history);
    const v7 = shown.find((each) => each.release.version === 7);
    expect([v7?.ranMs, v7?.codeMs]).toEqual([276 * 60_000, 379 * 60_000]);
  });

  test("after a config change preselects other code, not the newest release", () => {
    const { preselected, older } = rollBackChoices([
      release(4, 300, "b", { current: true, description: "Set A config vars" }),
      release(3, 200, "b"),
      release(2, 0, "a"),
    ]);
    expect(preselected?.release.version).toBe(2);
    expect(older).toMatchObject([{ release: { version: 3 }, sameAsNow: true }]);
  });

  test("preselects no release that was rolled back from or marked while there is another one", () => {
    const back = release(13, 1600, "s10", { current: true, description: "Rollback to v10" });
    const after = [back, ...history.map((each) => ({ ...each, current: false }))];
    const { preselected, shown } = rollBackChoices(after);
    expect(shown.map((each) => [each.release.version, each.avoid])).toEqual([
      [7, false],
      [12, true],
      [11, false],
    ]);
    expect(preselected?.release.version).toBe(7);
    expect(rollBackChoices(history, new Set(["s10"])).preselected?.release.version).toBe(7);
    const all = new Set(["s5", "s6", "s10", "s11"]);
    expect(rollBackChoices(history, all).preselected?.release.version).toBe(10);
  });

  test("preselects the newest release if only the config ever changed", () => {
    const { preselected, shown } = rollBackChoices([
      release(4, 300, "a", { current: true, description: "Set A config vars" }),
      release(3, 200, "a", { description: "Set B config vars" }),
      release(2, 0, "a"),
    ]);
    expect(preselected?.release.version).toBe(3);
    expect(versions(shown)).toEqual([3, 2]);
  });

  test("distinguishes apps without slugs by their images", () => {
    const image = (id: string) => ({ slug: null, artifacts: [{ type: "oci-image", id }] });
    const { preselected } = rollBackChoices([
      release(4, 300, "", { ...image("c"), current: true }),
      release(3, 290, "", { ...image("b"), description: "Set A config vars" }),
      release(2, 10, "", image("b")),
      release(1, 0, "", image("a")),
    ]);
    expect(preselected?.release.version).toBe(2);
  });

  test("never offers a release that failed, expired, has no code or is not eligible", () => {
    const { preselected, shown, older } = rollBackChoices([
      release(5, 50, "d", { current: true }),
      release(4, 40, "c", { status: "failed", eligible_for_rollback: false }),
      release(3, 30, "b", { status: "expired", eligible_for_rollback: false }),
      release(2, 20, "a", { eligible_for_rollback: false }),
      release(1, 0, "", { slug: null }),
    ]);
    expect({ preselected, shown, older }).toEqual({ preselected: null, shown: [], older: [] });
  });

  const anyRelease = fc.record({
    version: fc.integer({ min: 1, max: 30 }),
    at: fc.integer({ min: 0, max: 5_000 }),
    slug: fc.constantFrom("a", "b", "c", null),
    status: fc.constantFrom("succeeded" as const, "failed" as const, "pending" as const),
    eligible: fc.boolean(),
    description: fc.constantFrom("Deploy cb6999d1", "Set A config vars", "Rollback to v2", null),
  });
  const histories = fc
    .uniqueArray(anyRelease, { selector: (each) => each.version, maxLength: 20 })
    .chain((list) =>
      fc.tuple(fc.shuffledSubarray(list, { minLength: list.length }), fc.nat(Math.max(0, list.length - 1))),
    )
    .map(([list, current]) =>
      list.map(({ version, at, slug, status, eligible, description }, index) =>
        release(version, at, slug ?? "", {
          slug: slug ? { id: slug } : null,
          status,
          description,
          eligible_for_rollback: eligible,
          current: index === current && status === "succeeded",
        }),
      ),
    );

  test("offers each eligible release that does not run exactly once, and no other", () => {
    fc.assert(
      fc.property(histories, (releases) => {
        const { preselected, shown, older } = rollBackChoices(releases);
        const offered = versions([...shown, ...older]).sort((a, b) => a - b);
        const eligible = releases
          .filter((each) => each.eligible_for_rollback && !each.current && each.slug)
          .map((each) => each.version)
          .sort((a, b) => a - b);
        expect(offered).toEqual(eligible);
        expect(preselected ?? null).toBe(shown[0] ?? null);
        expect(versions(older)).toEqual(versions(older).sort((a, b) => b - a));
      }),
    );
  });

  test("never preselects a config-only change while other code can be restored", () => {
    fc.assert(
      fc.property(histories, (releases) => {
        const { preselected, shown, older } = rollBackChoices(releases);
        const code = [...shown, ...older].filter((each) => !each.onlyConfig && !each.sameAsNow);
        fc.pre(code.length > 0 && preselected !== null);
        expect(code).toContain(preselected);
        const sound = code.filter((each) => !each.avoid);
        const recent = (sound.length > 0 ? sound : code)
          .sort((a, b) => b.release.version - a.release.version)
          .slice(0, 3);
        expect(preselected.codeMs ?? 0).toBe(Math.max(...recent.map((each) => each.codeMs ?? 0)));
      }),
    );
  });
});

test("expects the release phase to take as long as its last run", () => {
  expect(lastReleasePhaseMs(history)).toBeNull();
  const phase = release(13, 2_000, "s13", { release_phase: true, updated_at: minute(2_001) });
  expect(lastReleasePhaseMs([...history, phase])).toBe(60_000);
});

describe("the release that a rollback replaces", () => {
  const failed = aRelease({ id: "r13", version: 13, status: "failed", slug: { id: "s13" } });
  const bad = aRelease({ id: "r12", version: 12, slug: { id: "s12" } });
  const back = aRelease({
    id: "r14",
    version: 14,
    current: true,
    slug: { id: "s10" },
    description: "Rollback to v10",
  });

  test("is the release that ran before, not a failed one in between", () => {
    expect(replacedByRollback(back, [back, failed, bad])?.version).toBe(12);
    const pending = { ...back, current: false, status: "pending" as const };
    expect(replacedByRollback(pending, [pending, bad])?.version).toBe(12);
  });

  test("is null once another release runs, and when only the config changed", () => {
    expect(replacedByRollback({ ...back, current: false }, [back, bad])).toBeNull();
    expect(replacedByRollback({ ...back, description: "Deploy 1" }, [back, bad])).toBeNull();
    expect(replacedByRollback({ ...back, slug: { id: "s12" } }, [bad])).toBeNull();
  });
});

const at = (minutes: number) => Date.parse(minute(minutes));
const line = (minutes: number, source: string, words: string) => `${minute(minutes)} ${source}: ${words}`;
const log = [
  line(0, "heroku[web.1]", "State changed from starting to up"),
  line(5, "heroku[web.1]", "State changed from up to crashed"),
  line(6, "app[web.1]", "State changed from up to crashed"),
  line(7, "heroku[worker.2]", "State changed from starting to crashed"),
  line(8, "heroku[run.4411]", "State changed from up to crashed"),
  line(20, "heroku[web.1]", "State changed from up to crashed"),
];

test("crashesIn counts the crashes that the platform logs, not app output or one-off dynos", () => {
  expect(crashesIn(log, at(1), at(10))).toBe(2);
  expect(crashesIn(log, at(10), at(20))).toBe(0);
});

test("crashesIn returns null for a time before the log begins", () => {
  expect(crashesIn(log.slice(3), at(1), at(5))).toBeNull();
  expect(crashesIn(log.slice(3), at(1), at(10))).toBe(1);
  expect(crashesIn([], at(1), at(10))).toBeNull();
});

const HOUR = 3_600_000;
const ran = (ranMs: number | null, codeMs = ranMs) => ({
  release: aRelease(),
  retention: { until: "2026-06-11T10:01:00.000Z", rank: 3, newest: 20 },
  onlyConfig: false,
  sameAsNow: false,
  avoid: false,
  ranMs,
  codeMs,
});

describe("the text of a rollback", () => {
  test("states how long a release ran, and crashes only if they are known", () => {
    expect(ranText(ran(15 * HOUR), 0)).toBe("ran 15 h without a crash");
    expect(ranText(ran(2 * HOUR), 3)).toBe("ran 2 h, 3 crashes");
    expect(ranText(ran(2 * HOUR), 1)).toBe("ran 2 h, 1 crash");
    expect(ranText(ran(5 * HOUR), null)).toBe("ran 5 h");
    expect(ranText(ran(60_000, 144 * HOUR), null)).toBe("ran 1 m, its code 6 d");
    expect(ranText(ran(null), null)).toBe("ran before what is shown here");
  });

  test("states what a rollback restores", () => {
    expect(restoredText(true, 2)).toBe("Code and 2 config names:");
    expect(restoredText(true, 1)).toBe("Code and 1 config name:");
    expect(restoredText(true, 0)).toBe("Code. No config var differs.");
    expect(restoredText(false, 1)).toBe("The same code as now and 1 config name:");
    expect(restoredText(true, null)).toBe("Code and the config vars of that time.");
    expect(changedNames({ added: ["B"], removed: ["A"], changed: ["C"] })).toEqual(["A", "B", "C"]);
  });

  test("states what is unaffected, and whether the release phase runs", () => {
    expect(unaffectedByRollBack(true, 20_000)).toBe(
      "The database stays as it is. The release phase runs again (about 20 s).",
    );
    expect(unaffectedByRollBack(true, null)).toBe(
      "The database stays as it is. The release phase runs again.",
    );
    expect(unaffectedByRollBack(false, 20_000)).toBe("The database stays as it is.");
  });

  test("the description is parsed as a rollback of the code alone", () => {
    expect(causeOf(codeOnlyDescription(41))).toEqual({ kind: "rollback", version: 41, codeOnly: true });
  });
});
