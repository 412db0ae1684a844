import fc from "fast-check";
import { expect, test } from "vitest";
import type { Release } from "@/lib/schemas/release";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { aheadOf } from "./ahead";

/** A history as a person would tell it: each step keeps the code (config) or brings code, and may not succeed. */
const steps = fc.array(
  fc.record({
    code: fc.option(fc.constantFrom("a", "b", "c", "d")),
    status: fc.constantFrom<Release["status"]>("succeeded", "succeeded", "succeeded", "failed", "expired"),
  }),
  { maxLength: 25 },
);

function historyOf(list: { code: string | null; status: Release["status"] }[]) {
  let runs = "first";
  const releases = [
    aRelease({ id: "r1", version: 1, slug: { id: runs } }),
    ...list.map(({ code, status }, index) => {
      const slug = code ?? runs;
      if (status === "succeeded") runs = slug;
      const version = index + 2;
      const description = code ? "Deploy cb6999d1" : "Set A config vars";
      return aRelease({ id: `r${version}`, version, status, slug: { id: slug }, description });
    }),
  ];
  const last = releases.findLast((release) => release.status === "succeeded");
  const marked = releases.map((release) => ({ ...release, current: release === last }));
  const current = marked.find((release) => release.current) ?? null;
  return aReviewApp({ current, newest: marked.at(-1) ?? null, releases: marked.reverse(), builds: [] });
}

const running = (slug: string) =>
  aTarget({ current: aRelease({ id: "t", version: 9, current: true, slug: { id: slug } }) });

test("the changes are those that were made since the target's code ran: none invented, none missed", () => {
  fc.assert(
    fc.property(steps, fc.constantFrom("first", "a", "b", "c", "d", "never"), (list, slug) => {
      const ahead = aheadOf(historyOf(list), running(slug));
      // Told forward: what ran, one after the other; the target's code starts the count again.
      let runs = "first";
      let seen = slug === runs;
      let changes: number[] = [];
      let config: number[] = [];
      for (const [index, { code, status }] of list.entries()) {
        if (status !== "succeeded") continue;
        const next = code ?? runs;
        if (next === slug) {
          seen = true;
          changes = [];
          config = [];
        } else if (next !== runs) changes.unshift(index + 2);
        else config.unshift(index + 2);
        runs = next;
      }
      const kind = runs === slug ? "same" : seen ? "ahead" : "diverged";
      expect(ahead.kind).toBe(kind);
      if (kind !== "ahead") {
        changes = [];
        config = [];
      }
      expect(ahead.changes.map((change) => change.release.version)).toEqual(changes);
      expect(ahead.config.map((release) => release.version)).toEqual(config);
    }),
  );
});

test("a history that does not reach back says so", () => {
  const source = historyOf([
    { code: "a", status: "succeeded" },
    { code: "b", status: "succeeded" },
  ]);
  const recent = { ...source, releases: source.releases.slice(0, 2) };
  expect(aheadOf(recent, running("never")).kind).toBe("unknown");
  expect(aheadOf({ ...source, releases: [] }, running("a")).kind).toBe("unknown");
});

test("nothing runs on one side", () => {
  const source = historyOf([]);
  expect(aheadOf(source, aTarget({ current: null })).kind).toBe("first");
  expect(aheadOf(aReviewApp({ current: null }), running("a")).kind).toBe("nothing");
});

test("a change has its commit, its words and who made it; a rollback says what it is", () => {
  const rolled = aRelease({
    id: "r3",
    version: 3,
    current: true,
    slug: { id: "c" },
    description: "Rollback to v1",
    created_at: minute(3),
  });
  const deployed = aRelease({ id: "r2", version: 2, slug: { id: "b" } });
  const base = aRelease({ id: "r1", version: 1, slug: { id: "a" } });
  const builds = [aBuild({ slug: { id: "b" }, release: { id: "r2" } })];
  const source = aReviewApp({ current: rolled, releases: [rolled, deployed, base], builds, slug: null });
  const told = aheadOf(source, running("a")).changes.map(({ commit, description }) => [commit, description]);
  expect(told).toEqual([
    [null, "rollback to v1"],
    ["cb6999d1", "Retry webhooks"],
  ]);
});
