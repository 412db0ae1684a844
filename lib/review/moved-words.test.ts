import { expect, test } from "vitest";
import type { Moved } from "@/lib/schemas/promotion";
import { movedWords } from "./moved-words";

const moved = (differs: Partial<Moved>): Moved => ({
  app: { id: "app-eu", name: "example-eu" },
  role: "target",
  expected: { id: "r33", version: 33 },
  current: { id: "r34", version: 34, commit: "7be0d11" },
  pending: null,
  ...differs,
});
const say = (differs: Partial<Moved>) => {
  const { was, now, pending } = movedWords(moved(differs), (id) => (id === "r33" ? "a1b2c3d" : null));
  return [was.version, was.commit, now.version, now.commit, pending];
};

test("returns the old and the new version, with their commits if known", () => {
  expect(say({})).toEqual(["v33", "a1b2c3d", "v34", "7be0d11", null]);
  expect(say({ expected: null })).toEqual(["nothing", null, "v34", "7be0d11", null]);
  expect(say({ current: null })).toEqual(["v33", "a1b2c3d", "nothing", null, null]);
  expect(say({ expected: { id: "x", version: null } })[0]).toBe("another release");
});

test("distinguishes a release in progress from the running one", () => {
  const same = { id: "r33", version: 33, commit: null };
  const pending = { id: "r35", version: 35 };
  expect(say({ current: same, pending })).toEqual(["v33", "a1b2c3d", "v35", null, "is being released"]);
  expect(say({ pending })).toEqual(["v33", "a1b2c3d", "v34", "7be0d11", "v35 is being released"]);
});
