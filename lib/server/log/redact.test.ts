import { expect, test } from "vitest";
import { redact } from "./redact";

const UUID = "01234567-89ab-cdef-0123-456789abcdef";

test.each([
  ["HRKU-AAabc_def-123"],
  [`Authorization: Bearer ${UUID}`],
  [`{"access_token":"${UUID}"}`],
  [`{\\"refresh_token\\": \\"${UUID}\\"}`],
  [`client_secret=${UUID}&x=1`],
  ["https://bucket.example/x?X-Amz-Signature=0123456789abcdef"],
  ["https://user:0123456789abcdef@github.com/x"],
  ["postgres://user:x@0123456789abcdef@db.example/x"],
  ["/callback?code=0123456789abcdef&state=0123456789abcdef"],
])("hides the secret in %s", (text) => {
  expect(redact(text)).not.toMatch(/HRKU|0123456789|01234567-89ab/);
});

test("redact is linear in the length of hostile text", () => {
  const begun = performance.now();
  for (const part of ["a", "a:", "http://", "code ", "bearer "]) redact(part.repeat(16_000 / part.length));
  expect(performance.now() - begun).toBeLessThan(400);
});

test("redact keeps text without secrets", () => {
  const line = `GET /api/apps/example-app/builds/${UUID} status=404`;
  expect(redact(line)).toBe(line);
});
