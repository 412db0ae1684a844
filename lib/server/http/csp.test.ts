import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./csp";

const options = { nonce: "abc", identityUrl: "https://id.heroku.com" };

test("is strict in production and lets the sign-in form reach the identity host", () => {
  const policy = contentSecurityPolicy({ ...options, dev: false });
  expect(policy).not.toMatch(/unsafe|blob: 'self'|\*/);
  expect(policy).toContain("form-action 'self' https://id.heroku.com");
  expect(policy).toContain("'nonce-abc'");
});

test("lets the development server work", () => {
  expect(contentSecurityPolicy({ ...options, dev: true })).toContain("'unsafe-eval'");
});
