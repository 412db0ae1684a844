import fc from "fast-check";
import { expect, test } from "vitest";
import { ownerOf } from "./rendezvous";

const servers = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 10 });

test("every server finds the same owner, in any order of the servers", () => {
  fc.assert(
    fc.property(fc.uuid(), servers, (app, ids) => {
      expect(ids).toContain(ownerOf(app, ids));
      expect(ownerOf(app, ids.toReversed())).toBe(ownerOf(app, ids));
    }),
  );
});

test("only the apps of a server that leaves get another owner", () => {
  fc.assert(
    fc.property(fc.uuid(), servers, fc.uuid(), (app, ids, leaving) => {
      const before = ownerOf(app, [...ids, leaving]);
      fc.pre(before !== leaving);
      expect(ownerOf(app, ids)).toBe(before);
    }),
  );
});

test("the apps are spread evenly", () => {
  const counts = new Map<string | undefined, number>();
  for (let app = 0; app < 9_000; app += 1) {
    const owner = ownerOf(`app ${app}`, ["one", "two", "three"]);
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  for (const count of counts.values()) expect(Math.abs(count - 3_000)).toBeLessThan(200);
});

test("there is no owner without servers", () => {
  expect(ownerOf("app", [])).toBeUndefined();
});
