import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { attemptsIn, beganAt, namedState, newAttempt, oldestCookies, readState, shortPage } from "./attempts";

beforeAll(() => {
  vi.stubEnv("PORT", "3000");
  vi.stubEnv("LOCAL_CLIENT_ID", "client");
  vi.stubEnv("LOCAL_CLIENT_SECRET", "secret");
  return () => vi.unstubAllEnvs();
});

const nameOf = (attempt: string) => `slipway-callback-${attempt}-3000`;

test("attempts are listed from their cookies, newest first, and the sixth removes the oldest", () => {
  const attempts = [5, 1, 9, 3, 7].map((second) => newAttempt(new Date(1_800_000_000_000 + second * 1_000)));
  const others = [
    "slipway-3000",
    "slipway-callback-3000",
    "slipway-callback-x-3000",
    "slipway-screen-3000",
    "",
  ];
  const newest = attemptsIn([...attempts.map(nameOf), ...others]);
  expect(newest.map(beganAt)).toEqual([9, 7, 5, 3, 1].map((second) => 1_800_000_000_000 + second * 1_000));
  expect(oldestCookies(newest.slice(1))).toEqual([]);
  for (const { options } of oldestCookies(newest)) expect(options).not.toHaveProperty("maxAge");
  expect(oldestCookies(newest).map(({ name }) => name)).toEqual(
    ["callback", "state", "pkce"].map((purpose) => `slipway-${purpose}-${newest[4]}-3000`),
  );
});

test("readState returns the attempt and state of a named state, and null for any other text", () => {
  expect(readState(namedState("abc", "S-t_4"))).toEqual({ attempt: "abc", state: "S-t_4" });
  for (const text of [null, "", "abc", ".", "abc.", ".abc", "a.b.c"]) expect(readState(text)).toBeNull();
});

test("shortPage returns a prefix of the page that fits the limit", () => {
  fc.assert(
    fc.property(
      fc.webPath(),
      fc.webQueryParameters({ size: "large" }),
      fc.webFragments(),
      (path, query, fragment) => {
        const page = `/${path}?${query}#${fragment}`;
        const short = shortPage(page);
        expect(encodeURIComponent(short).length).toBeLessThanOrEqual(1_000);
        expect(page.startsWith(short)).toBe(true);
      },
    ),
    { seed: 5 },
  );
  expect(shortPage(`/apps?q=${"x".repeat(2_000)}`)).toBe("/apps");
});
