import { expect, test } from "vitest";
import { aRelease } from "@/test/builders/objects";
import { keptCode, keptWords } from "./kept-code";

const release = (version: number, slug: string | null, description: string) =>
  aRelease({ id: `r${version}`, version, slug: slug ? { id: slug } : null, description });

const initial = release(1, null, "Initial release");
const deploy = release(41, "a", "Deploy cb6999d1");
const config = release(42, "a", "Set LOG_LEVEL, STATSD_HOST config vars");
const addon = release(43, "a", "Attach DATABASE");
const releases = [addon, config, deploy, initial];

test("a config change tells how many names, and whose code it kept", () => {
  expect(keptCode(config, { releases })).toEqual({ names: 2, from: 41 });
  expect(keptCode(addon, { releases })).toEqual({ names: null, from: 41 });
  expect(keptWords({ names: 2, from: 41 })).toBe("2 config names, code of v41");
  expect(keptWords({ names: 1, from: null })).toBe("1 config name, same code");
  expect(keptWords({ names: null, from: 41 })).toBe("config change, code of v41");
});

test("a release that brought code is none, nor is one without code", () => {
  expect(keptCode(deploy, { releases })).toBeNull();
  expect(keptCode(initial, { releases })).toBeNull();
  expect(keptCode(release(44, "b", "Promote example-app v12"), { releases })).toBeNull();
  const rollback = release(44, "a", "Rollback to v41");
  expect(keptCode(rollback, { releases: [rollback, ...releases] })).toBeNull();
});

test("the bringer is not guessed when it is older than what is known", () => {
  expect(keptCode(addon, { releases: [addon, config] })).toEqual({ names: null, from: null });
});

test("a failed release in between brought nothing", () => {
  const failed = { ...release(42, "b", "Deploy 5be01f2"), status: "failed" as const };
  expect(keptCode(addon, { releases: [addon, failed, deploy, initial] })).toEqual({ names: null, from: 41 });
});
