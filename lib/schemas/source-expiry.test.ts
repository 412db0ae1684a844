import { expect, test } from "vitest";
import { sourceExpiry } from "./source-expiry";

const CREATED = "2026-05-12T10:00:00.000Z";

test.each([
  ["https://github.com/heroku/node-js-getting-started/archive/main.tar.gz?token=secret", null],
  [
    "http://127.0.0.1:3002/sources/1?X-Amz-Date=20260512T095900Z&X-Amz-Expires=3600",
    "2026-05-12T10:59:00.000Z",
  ],
  ["https://s3.amazonaws.com/herokusources/1?Signature=x&Expires=1778583600", "2026-05-12T11:00:00.000Z"],
  ["https://s3-external-1.amazonaws.com/herokusources/1", "2026-05-12T11:00:00.000Z"],
  ["not a url", null],
])("sourceExpiry returns the expiry of %s", (url, expected) => {
  expect(sourceExpiry(url, CREATED)).toBe(expected);
});
