import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Build } from "@/lib/schemas/build";
import type { Release } from "@/lib/schemas/release";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { holdNew, horizonOf, type Row, timelineRows, unfoldedRows, withFacts } from "./rows";

const brief = (rows: Row[]) =>
  rows.map((row) => {
    const version = row.kind === "config" ? row.releases.map((r) => r.version) : row.release?.version;
    return [row.kind, version, row.state.kind, row.state.label];
  });

describe("the rows of a timeline", () => {
  test("a build and the release it made are one row, which keeps the build's key", () => {
    const build = aBuild();
    const [before] = timelineRows([{ ...build, status: "pending", release: null, slug: null }], []);
    const [row, ...rest] = timelineRows([build], [aRelease({ current: true })]);
    expect(rest).toEqual([]);
    expect(before?.key).toBe(row?.key);
    expect(before?.state).toEqual({ kind: "live", label: "building" });
    expect(row?.state).toEqual({ kind: "ok", label: "runs" });
  });

  test("an expired release that ran is past and shows how long; one that never ran is not, and neither is green", () => {
    const day = 24 * 60;
    const releases = [
      aRelease({ id: "r4", version: 4, current: true, status: "expired", created_at: minute(6 * day) }),
      aRelease({ id: "r3", version: 3, status: "expired", created_at: minute(5 * day) }),
      aRelease({ id: "r2", version: 2, status: "expired", ran: "ran", slug: null, created_at: minute(day) }),
      aRelease({ id: "r1", version: 1, status: "expired", ran: "ran", slug: null, created_at: minute(0) }),
    ];
    expect(brief(timelineRows([], releases))).toEqual([
      ["release", 4, "unknown", "runs, expired"],
      ["release", 3, "canceled", "expired"],
      ["release", 2, "past", "ran 5 d"],
      ["release", 1, "past", "ran 1 d"],
    ]);
  });

  test("past releases show how long they ran, config changes between them are folded, the running one is not", () => {
    const releases = [
      aRelease({
        id: "r6",
        version: 6,
        current: true,
        description: "Set D config vars",
        created_at: minute(600),
      }),
      aRelease({ id: "r5", version: 5, created_at: minute(500), description: "Rollback to v2" }),
      aRelease({ id: "r4", version: 4, created_at: minute(400), description: "Set B config vars" }),
      aRelease({ id: "r3", version: 3, created_at: minute(300), description: "Attach DATABASE" }),
      aRelease({ id: "release-1", version: 2, created_at: minute(1) }),
      aRelease({ id: "r1", version: 1, created_at: minute(0), description: "Initial release", slug: null }),
    ];
    expect(brief(timelineRows([aBuild()], releases))).toEqual([
      ["release", 6, "ok", "runs"],
      ["release", 5, "past", "ran 2 h"],
      ["config", [4, 3], "none", "config"],
      ["build", 2, "past", "ran 5 h"],
      ["release", 1, "none", "created"],
    ]);
  });

  test("a failed release phase is prominent until something newer runs", () => {
    const failed = aRelease({
      id: "r2",
      version: 2,
      status: "failed",
      created_at: minute(5),
      slug: { id: "s2" },
    });
    const fine = aRelease({ current: true });
    expect(brief(timelineRows([], [failed, fine]))[0]).toEqual(["release", 2, "bad", "failed"]);
    const newer = aRelease({
      id: "r3",
      version: 3,
      created_at: minute(9),
      current: true,
      slug: { id: "s3" },
    });
    expect(brief(timelineRows([], [newer, failed, fine]))[1]).toEqual(["release", 2, "repaired", "failed"]);
  });

  test("a failed build is superseded by newer code, not by a config change", () => {
    const failed = aBuild({ id: "b2", status: "failed", slug: null, release: null, created_at: minute(5) });
    const first = aRelease({});
    const config = aRelease({
      id: "r2",
      version: 2,
      description: "Set A config vars",
      created_at: minute(7),
    });
    const rollback = aRelease({ id: "r3", version: 3, description: "Rollback to v1", created_at: minute(9) });
    const stateOfBuild = (releases: Release[]) =>
      timelineRows([failed, aBuild()], releases).find((row) => row.key === "b2")?.state.kind;
    expect(stateOfBuild([config, first])).toBe("bad");
    expect(stateOfBuild([rollback, config, first])).toBe("repaired");
  });

  test("each unfolded release has its own row and shows how long it ran", () => {
    const config = { description: "Set A config vars" };
    const releases = [
      aRelease({
        id: "r3",
        version: 3,
        created_at: minute(61),
        current: true,
        description: "Rollback to v1",
      }),
      aRelease({ id: "r2", version: 2, created_at: minute(31), ...config }),
      aRelease(),
    ];
    expect(brief(unfoldedRows([aBuild()], releases))).toEqual([
      ["release", 3, "ok", "runs"],
      ["release", 2, "past", "ran 30 m"],
      ["build", 1, "past", "ran 30 m"],
    ]);
  });

  test("a recorded cancellation is canceled, any other is a failure", () => {
    const canceled = aBuild({ status: "failed", slug: null, release: null });
    const by = { id: "user-dana", email: "dana.ito@example.com" };
    expect(timelineRows([{ ...canceled, canceled_by: by }], [])[0]?.state.label).toBe("canceled");
    expect(timelineRows([canceled], [])[0]?.state.label).toBe("failed");
  });
});

/** A history as Heroku makes it: events in order, one per minute, each a build, a config change or a rollback. */
const event = fc.record({
  what: fc.constantFrom("deploy", "failing build", "failing release", "config", "rollback", "named by slug"),
});
function history(events: { what: string }[]): { builds: Build[]; releases: Release[] } {
  const builds: Build[] = [];
  const releases: Release[] = [];
  let slug: string | null = null;
  for (const [index, { what }] of events.entries()) {
    const created_at = minute(index * 2);
    const done = minute(index * 2 + 1);
    const release = { id: `r${index}`, version: releases.length + 1, created_at: done, updated_at: done };
    const build = { id: `b${index}`, created_at, updated_at: done };
    if (what === "failing build") {
      builds.push(aBuild({ ...build, status: "failed", slug: null, release: null }));
    } else if (what === "config" || what === "rollback") {
      const description = what === "config" ? "Set A config vars" : "Rollback to v1";
      releases.push(aRelease({ ...release, description, slug: slug ? { id: slug } : null }));
    } else {
      const made = { id: `s${index}` };
      const failed = what === "failing release";
      builds.push(
        aBuild({ ...build, slug: made, release: what === "named by slug" ? null : { id: release.id } }),
      );
      releases.push(aRelease({ ...release, slug: made, status: failed ? "failed" : "succeeded" }));
      if (!failed) slug = made.id;
    }
  }
  const last = releases.findLast((release) => release.status === "succeeded");
  if (last) last.current = true;
  return { builds: builds.reverse(), releases: releases.reverse() };
}
const histories = fc.array(event, { maxLength: 40 }).map(history);
const buildsOf = (rows: Row[]) => rows.flatMap((row) => (row.kind === "build" ? [row.build.id] : []));
const releasesOf = (rows: Row[]) =>
  rows.flatMap((row) => (row.kind === "config" ? row.releases : row.release ? [row.release] : []));

describe("for any history", () => {
  test("no build and no release is lost, added or duplicated, even when pages overlap", () => {
    fc.assert(
      fc.property(histories, fc.nat(40), ({ builds, releases }, overlap) => {
        const rows = timelineRows(
          [...builds, ...builds.slice(overlap)],
          [...releases.slice(0, overlap), ...releases],
        );
        expect(buildsOf(rows).sort()).toEqual(builds.map((build) => build.id).sort());
        expect(releasesOf(rows).map((r) => r.id)).toEqual(releases.map((r) => r.id));
        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
      }),
    );
  });

  test("every build that made a release shares its row with it, and at most one row runs", () => {
    fc.assert(
      fc.property(histories, ({ builds, releases }) => {
        const rows = timelineRows(builds, releases);
        for (const row of rows) {
          if (row.kind === "build") expect(row.release?.slug ?? null).toEqual(row.build.slug);
          if (row.kind === "release") expect(row.release.description).not.toMatch(/^Deploy/);
        }
        expect(rows.filter((row) => row.state.kind === "ok").length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("rows are ordered newest first, and the order of the lists does not matter", () => {
    fc.assert(
      fc.property(histories, ({ builds, releases }) => {
        const rows = timelineRows(builds, releases);
        const times = rows.map((row) => row.at);
        expect(times).toEqual([...times].sort().reverse());
        expect(timelineRows([...builds].reverse(), [...releases].reverse())).toEqual(rows);
      }),
    );
  });

  test("with a horizon, exactly the rows before it are held back", () => {
    fc.assert(
      fc.property(histories, fc.nat(80), ({ builds, releases }, at) => {
        const horizon = minute(at);
        const all = timelineRows(builds, releases);
        const some = timelineRows(builds, releases, horizon);
        expect(buildsOf(some)).toEqual(
          all.flatMap((row) => (row.kind === "build" && row.at >= horizon ? [row.build.id] : [])),
        );
        expect(releasesOf(some)).toEqual(releasesOf(all).filter((r) => r.created_at >= horizon));
      }),
    );
  });
});

describe("withFacts", () => {
  const running = aBuild({ id: "build-2", status: "pending", release: null, slug: null });
  const rows = timelineRows([running, aBuild()], [aRelease({ current: true })]);
  const kinds = (facts: { stale: boolean; crashed: boolean }) =>
    withFacts(rows, facts).map((row) => row.state.kind);

  test("returns rows unchanged while all is well", () => {
    expect(withFacts(rows, { stale: false, crashed: false })).toBe(rows);
    expect(rows.map((row) => row.state.kind)).toEqual(["live", "ok"]);
  });

  test("makes the rows of old data unknown", () => {
    expect(kinds({ stale: true, crashed: false })).toEqual(["unknown", "unknown"]);
  });

  test("reports crashed dynos on the row that should run", () => {
    expect(kinds({ stale: false, crashed: true })).toEqual(["live", "bad"]);
  });
});

describe("the horizon of two lists", () => {
  const builds = (next: string | null) => [{ items: [aBuild({ updated_at: minute(5) })], next }];
  const releases = (next: string | null) => [{ items: [aRelease({ created_at: minute(9) })], next }];

  test("is null when both are complete", () => {
    expect(horizonOf(builds(null), releases(null))).toBeNull();
    expect(horizonOf([], [])).toBeNull();
  });

  test("is that of the list that is loaded less far back", () => {
    expect(horizonOf(builds("more"), releases(null))).toBe(minute(5));
    expect(horizonOf(builds("more"), releases("more"))).toBe(minute(9));
  });
});

test("new rows above the first known one are held back and counted", () => {
  const rows = ["d", "c", "b", "a"].map((key) => ({ key }));
  const keys = (known: string[] | null) => {
    const { shown, held } = holdNew(rows, known && new Set(known));
    return [shown.map((row) => row.key).join(""), held];
  };
  expect(keys(null)).toEqual(["dcba", 0]);
  expect(keys(["b", "a"])).toEqual(["ba", 2]);
  expect(keys(["d", "c", "b"])).toEqual(["dcba", 0]);
  expect(keys(["gone"])).toEqual(["dcba", 0]);
});
