import { expect, test } from "vitest";
import { perProcess } from "./per-process";

test("perProcess creates the value once for all bundles that use the name", () => {
  let made = 0;
  const make = () => ({ made: ++made });
  const [here, there] = [perProcess("test-shared", make), perProcess("test-shared", make)];
  expect(here.existing()).toBeUndefined();
  expect(here()).toBe(there());
  expect(here()).toEqual({ made: 1 });
  expect(there.existing()).toBe(here());
  expect(perProcess("test-other", make)()).toEqual({ made: 2 });
});

test("perProcess creates a new value after a reset, and returns a value that was set", () => {
  let made = 0;
  const state = perProcess("test-reset", () => ++made);
  expect(state()).toBe(1);
  state.reset();
  expect(state.existing()).toBeUndefined();
  expect(state()).toBe(2);
  state.set(7);
  expect(state()).toBe(7);
});

test("perProcess tries again if the first creation throws", () => {
  let attempts = 0;
  const state = perProcess("test-throws", () => {
    attempts += 1;
    if (attempts === 1) throw new Error("not yet");
    return attempts;
  });
  expect(state).toThrow("not yet");
  expect(state()).toBe(2);
});
