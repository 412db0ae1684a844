import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safePath } from "./origin";

const OURS = "https://slipway.example";

describe("safePath", () => {
  test.each([
    ["/apps/example-app?tab=1#x", "/apps/example-app?tab=1#x"],
    [`${OURS}/apps/a`, "/apps/a"],
    [null, "/"],
    ["", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["\\\\evil.example", "/"],
    ["/.//evil.example", "/"],
    ["https://evil.example/", "/"],
    ["https://slipway.example.evil.example/", "/"],
    ["https://slipway.example@evil.example/", "/"],
    ["javascript:alert(1)", "/"],
    ["data:text/html,x", "/"],
    ["/\t/evil.example", "/"],
    ["/api/auth/signout", "/"],
    ["/sign-in?callbackUrl=/sign-in", "/"],
    ["http://slipway.example/", "/"],
    [`blob:${OURS}/x`, "/"],
  ])("%s → %s", (value, path) => {
    expect(safePath(value, OURS)).toBe(path);
  });

  test("always returns a path at our own origin", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((tail) => `/${tail}`),
        ),
        (value) => {
          expect(new URL(safePath(value, OURS), OURS).origin).toBe(OURS);
        },
      ),
    );
  });
});
