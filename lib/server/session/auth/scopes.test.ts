import { expect, test } from "vitest";
import { addableScopes, describeScopes } from "./scopes";

test.each([
  ["write-protected", ["write-protected"]],
  ["read, write", ["read", "write"]],
  ["global", []],
  ["Call us at 555 0100 to read on", ["read"]],
  [null, []],
])("from %j addableScopes returns %j", (text, scopes) => {
  expect(addableScopes(text)).toEqual(scopes);
});

test.each([
  ["identity write-protected", "your name, and to read and write your apps"],
  ["identity read", "your name, and to read your apps"],
  ["identity read-protected", "your name, and to read your apps, and their config vars"],
  ["global", "everything your account can do"],
  ["identity", "your name"],
])("describes %s as %s", (scopes, words) => {
  expect(describeScopes(scopes.split(" "))).toBe(words);
});
