import fc from "fast-check";
import { expect, test } from "vitest";
import type { Release } from "@/lib/schemas/release";
import { aBuild, aRelease, minute } from "@/test/builders/objects";
import { aReviewApp, aTarget } from "@/test/builders/review";
import { changeLabel, compareCode } from "./compare-code";

const running = (slug: string) =>
  aTarget({ current: aRelease({ id: "t", version: 9, current: true, slug: { id: slug } }) });

/** An operation on an app. `back` and `of` select an existing release, modulo their number. */
type Move =
  | { kind: "build"; works: boolean }
  | { kind: "rollback"; back: number; codeOnly: boolean }
  | { kind: "retry" }
  | { kind: "config"; works: boolean }
  | { kind: "slug from another app" }
  | { kind: "slug again"; of: number };

const moves = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("build" as const), works: fc.boolean() }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("rollback" as const),
        back: fc.nat(30),
        codeOnly: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("retry" as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("config" as const), works: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("slug from another app" as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("slug again" as const), of: fc.nat(30) }) },
  ),
  { maxLength: 25 },
);

/** A model of the app: the code of a release is the set of all code that it contains, its own included. */
class Model {
  readonly releases: Release[] = [];
  readonly contains = new Map<string, ReadonlySet<string>>();
  readonly ran = new Set<string>();
  /** The tip of the branch, which the next build continues whatever the app runs. */
  private tip: string | null = null;

  constructor(list: readonly Move[]) {
    this.release("initial", null, true);
    this.make("Deploy 0000001", true);
    for (const move of list) this.apply(move);
  }

  get current(): Release {
    const current = this.releases.findLast(({ status }) => status === "succeeded");
    if (!current) throw new Error("The first release always succeeds.");
    return current;
  }

  private apply(move: Move) {
    const ran = this.releases.filter(({ status, slug }) => status === "succeeded" && slug);
    switch (move.kind) {
      case "build":
        return this.make("Deploy 00000ff", move.works);
      case "slug from another app":
        return this.make("Promote example-dev v7 00000aa", true);
      case "config":
        return this.release("Set A config vars", this.current.slug?.id ?? null, move.works);
      case "rollback": {
        const to = ran[move.back % ran.length];
        const words = move.codeOnly ? "Code of" : "Rollback to";
        return to && this.release(`${words} v${to.version}`, to.slug?.id ?? null, true);
      }
      case "retry": {
        const failed = this.releases.findLast(({ status }) => status === "failed");
        return failed && this.release(`Retry of v${failed.version}: x`, failed.slug?.id ?? null, true);
      }
      case "slug again": {
        const old = ran[move.of % ran.length];
        return old && this.release("Hot fix", old.slug?.id ?? null, true);
      }
    }
  }

  private make(description: string, works: boolean) {
    const code = `code-${this.contains.size + 1}`;
    const before = this.tip === null ? [] : [...(this.contains.get(this.tip) ?? [])];
    this.contains.set(code, new Set([...before, code]));
    this.tip = code;
    this.release(description, code, works);
  }

  private release(description: string, slug: string | null, works: boolean) {
    const version = this.releases.length + 1;
    const status = works ? "succeeded" : "failed";
    if (works && slug) this.ran.add(slug);
    this.releases.push(
      aRelease({ id: `r${version}`, version, description, status, slug: slug ? { id: slug } : null }),
    );
  }

  /** Returns the code in one side and not in the other, newest first, without code that never ran. */
  difference(one: string, other: string): string[] {
    const [inOne, inOther] = [this.contains.get(one) ?? [], this.contains.get(other) ?? new Set()];
    return [...inOne].filter((code) => !inOther.has(code) && (this.ran.has(code) || code === one)).reverse();
  }

  app() {
    const { current } = this;
    const releases = this.releases.map((each) => ({ ...each, current: each === current })).reverse();
    const newest = releases[0] ?? null;
    return aReviewApp({ current: { ...current, current: true }, newest, releases, builds: [], slug: null });
  }
}

test("lists exactly the code in the source and not in the target, and the other way round", () => {
  fc.assert(
    fc.property(moves, fc.nat(30), (list, pick) => {
      const model = new Model(list);
      const codes = [...model.contains.keys(), "never here"];
      const target = codes[pick % codes.length] ?? "never here";
      const source = model.current.slug?.id ?? "";
      const ahead = compareCode(model.app(), running(target));
      const known = model.contains.has(target);
      const [changes, removed] = known
        ? [model.difference(source, target), model.difference(target, source)]
        : [[], []];
      const kind = source === target ? "same" : !known ? "diverged" : changes.length > 0 ? "ahead" : "behind";
      expect(ahead.kind).toBe(kind);
      expect(ahead.changes.map(({ release }) => release.slug?.id)).toEqual(changes);
      expect(ahead.removed.map(({ release }) => release.slug?.id)).toEqual(removed);
    }),
    { numRuns: 1_000, seed: 31 },
  );
});

test("a truncated list, or one with lost slugs, never lists fewer changes: the result is unknown", () => {
  fc.assert(
    fc.property(moves, fc.nat(30), fc.nat(30), fc.nat(30), (list, pick, cut, lost) => {
      const model = new Model(list);
      const codes = [...model.contains.keys()];
      const target = codes[pick % codes.length] ?? "";
      const whole = model.app();
      const full = compareCode(whole, running(target));
      const releases = whole.releases
        .slice(0, 1 + (cut % whole.releases.length))
        .map((release) =>
          release.version <= lost && !release.current && release.slug
            ? { ...release, status: "expired" as const, slug: null }
            : release,
        );
      const partial = compareCode({ ...whole, releases }, running(target));
      const versions = (changes: { release: Release }[]) => changes.map(({ release }) => release.version);
      if (partial.kind === "unknown") return;
      expect(partial.kind).toBe(full.kind);
      expect(versions(partial.changes)).toEqual(versions(full.changes));
      expect(versions(partial.removed)).toEqual(versions(full.removed));
    }),
    { numRuns: 1_000, seed: 32 },
  );
});

const release = (version: number, slug: string | null, description: string, more: Partial<Release> = {}) =>
  aRelease({
    id: `r${version}`,
    version,
    slug: slug === null ? null : { id: slug },
    description,
    created_at: minute(version),
    ...more,
  });
const build = (version: number, slug: string, text: string) =>
  aBuild({
    id: `b${version}`,
    slug: { id: slug },
    release: { id: `r${version}` },
    source_blob: { url: null, version: `c${version}`, version_description: text, checksum: null },
  });
const history = [
  release(7, "e", "Rollback to v5", { current: true }),
  release(6, "c", "Rollback to v3"),
  release(5, "e", "Deploy c5"),
  release(4, "d", "Deploy c4"),
  release(3, "c", "Deploy c3"),
];
const staging = aReviewApp({
  current: history[0] ?? null,
  releases: history,
  builds: [build(5, "e", "Retry webhooks"), build(4, "d", "Drop the old table"), build(3, "c", "Start")],
  slug: null,
});

test("a rollback and its reversal leave the same two commits to promote as before", () => {
  const ahead = compareCode(staging, running("c"));
  expect(ahead.kind).toBe("ahead");
  expect(ahead.changes.map(({ commit, description }) => [commit, description])).toEqual([
    ["c5", "Retry webhooks"],
    ["c4", "Drop the old table"],
  ]);
});

test("a source that was rolled back is behind, and the changes that a promotion would remove are listed", () => {
  const back = release(8, "c", "Rollback to v6", { current: true });
  const ahead = compareCode({ ...staging, current: back, releases: [back, ...history] }, running("e"));
  expect(ahead.kind).toBe("behind");
  expect(ahead.changes).toEqual([]);
  expect(ahead.removed.map(({ description }) => description)).toEqual([
    "Retry webhooks",
    "Drop the old table",
  ]);
});

test("config changes since the target's code are listed apart from code changes", () => {
  const config = release(8, "e", "Set LOG_LEVEL config vars", { current: true });
  const ahead = compareCode({ ...staging, current: config, releases: [config, ...history] }, running("c"));
  expect(ahead.changes.map(({ release: { version } }) => version)).toEqual([5, 4]);
  expect(ahead.config.map(({ version }) => version)).toEqual([8]);
});

test("the walk ends at an expired release without a slug", () => {
  const expired = history.map((each) =>
    each.version === 4 ? { ...each, status: "expired" as const, slug: null } : each,
  );
  expect(compareCode({ ...staging, releases: expired }, running("c")).kind).toBe("unknown");
  expect(compareCode({ ...staging, releases: expired }, running("never")).kind).toBe("unknown");
});

test("a slug promoted from another app is described by its text and origin", () => {
  const promoted = release(8, "f", "Promote example-dev v9 cafe123", { current: true });
  const made = build(20, "f", "Ask for the region");
  const source = {
    ...staging,
    current: promoted,
    releases: [promoted, ...history],
    builds: [made, ...staging.builds],
  };
  expect(compareCode(source, running("e")).changes.map(({ description }) => description)).toEqual([
    "Ask for the region · promoted from example-dev",
  ]);
});

test("the walk ends at a release whose code is lost, and everything before it stays unknown", () => {
  const lost = aRelease({ id: "r2", version: 2, status: "expired", ran: "ran", slug: null });
  const current = aRelease({ id: "r4", version: 4, current: true, slug: { id: "c" } });
  const middle = aRelease({ id: "r3", version: 3, slug: { id: "b" } });
  const first = aRelease({ id: "r1", version: 1, slug: { id: "a" } });
  const source = aReviewApp({
    current,
    newest: current,
    releases: [current, middle, lost, first],
    builds: [],
  });
  expect(compareCode(source, running("a")).kind).toBe("unknown");
  expect(compareCode(source, running("b")).kind).toBe("ahead");
  const kept = { ...lost, slug: { id: "x" } };
  expect(compareCode({ ...source, releases: [current, middle, kept, first] }, running("a")).kind).toBe(
    "ahead",
  );
  const neverRan = { ...kept, ran: "not run" as const };
  expect(
    compareCode({ ...source, releases: [current, middle, neverRan, first] }, running("a")),
  ).toMatchObject({
    kind: "ahead",
    changes: [{ release: { version: 4 } }, { release: { version: 3 } }],
  });
});

test("one side may run nothing", () => {
  expect(compareCode(staging, aTarget({ current: null })).kind).toBe("first");
  expect(compareCode(aReviewApp({ current: null }), running("a")).kind).toBe("nothing");
});

test("identifies a change without a description by its version, and by its slug if no commit is known", () => {
  const release = aRelease({ version: 3, slug: { id: "4f2a91c0-1111-2222-3333-444455556666" } });
  expect(changeLabel({ release, commit: null })).toBe("v3 · slug 4f2a91c0");
  expect(changeLabel({ release, commit: "cb6999d" })).toBe("v3");
  expect(changeLabel({ release: { ...release, slug: null }, commit: null })).toBe("v3");
});
