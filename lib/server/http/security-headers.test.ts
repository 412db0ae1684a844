import { expect, test } from "vitest";
import { contentSecurityPolicy } from "./security-headers";

const options = { nonce: "abc", identityUrl: "https://id.heroku.com" };

test("the policy is strict in production and allows the sign-in form to post to the identity host", () => {
  const policy = contentSecurityPolicy({ ...options, dev: false });
  expect(policy).not.toMatch(/unsafe|blob: 'self'|\*/);
  expect(policy).toContain("form-action 'self' https://id.heroku.com");
  expect(policy).toContain("'nonce-abc'");
});

test("the policy allows eval in development", () => {
  expect(contentSecurityPolicy({ ...options, dev: true })).toContain("'unsafe-eval'");
});
