import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSecrets } from "./mask-secrets";

describe("text that looks like a secret", () => {
  test.each([
    "HRKU-AAbCdEf0123456789",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYwJalrXUt",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef",
  ])("is masked: %s", (secret) => {
    expect(maskSecrets(`Deploy with ${secret} in it`)).toBe("Deploy with … in it");
  });

  test.each([
    ["postgres://ada:hunter2@db.example.com/x", "postgres://…@db.example.com/x"],
    ["Set token=abc123 on all", "Set token=… on all"],
  ])("the surrounding text is kept: %s", (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  test.each([
    "Deploy cb6999d",
    "Fix the checkout of Safari (#1204)",
    "Promote example-app-production-us v34",
  ])("is not mistaken for a secret: %s", (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  test("no token is left, whatever surrounds it", () => {
    const token = fc.stringMatching(/^HRKU-[A-Za-z0-9_-]{20,60}$/);
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        expect(maskSecrets(`${before} ${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });
});
