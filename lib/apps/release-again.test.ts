import { expect, test } from "vitest";
import { aDyno, aRelease } from "@/test/builders/objects";
import { mayReleaseAgain, mayRetryCrashed } from "./release-again";

const current = aRelease({ id: "r4", version: 4, current: true, slug: { id: "a" } });
const failed = (slug: string) => aRelease({ id: "r5", version: 5, status: "failed", slug: { id: slug } });
const crashed = (version: number | null, type = "web") =>
  aDyno({ state: "crashed", type, release: version === null ? null : { id: `r${version}`, version } });

test("code that runs well, or no code, is not released again", () => {
  expect(mayReleaseAgain({ current, newest: current, dynos: [aDyno({ state: "up" })] })).toBe(false);
  expect(mayReleaseAgain({ current: null, newest: null, dynos: [crashed(null)] })).toBe(false);
});

test("a failed newest release of the same code is released again, one of other code is not", () => {
  expect(mayReleaseAgain({ current, newest: failed("a"), dynos: [] })).toBe(true);
  expect(mayReleaseAgain({ current, newest: failed("b"), dynos: [] })).toBe(false);
});

test("code that crashed on the running release is released again; one-off dynos and older releases do not count", () => {
  const at = (...dynos: ReturnType<typeof aDyno>[]) => mayReleaseAgain({ current, newest: current, dynos });
  expect(at(aDyno({ state: "up" }), crashed(4))).toBe(true);
  expect(at(crashed(null))).toBe(true);
  expect(at(crashed(3))).toBe(false);
  expect(at(crashed(4, "run"))).toBe(false);
});

test("a target that crashed is retried also while its dynos are being restarted, not once they are up", () => {
  const starting = (version: number, type = "web") =>
    aDyno({ state: "starting", type, release: { id: `r${version}`, version } });
  const at = (...dynos: ReturnType<typeof aDyno>[]) => mayRetryCrashed({ current, newest: current, dynos });
  expect(at(crashed(4))).toBe(true);
  expect(at(starting(4))).toBe(true);
  expect(at(starting(3))).toBe(false);
  expect(at(starting(4, "run"))).toBe(false);
  expect(at(aDyno({ state: "up" }))).toBe(false);
  expect(mayReleaseAgain({ current, newest: current, dynos: [starting(4)] })).toBe(false);
});
